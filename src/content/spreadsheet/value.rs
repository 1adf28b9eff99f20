//! One cell becomes the value of a field, in canonical form, or a reason why it does not.

use rust_decimal::{Decimal, RoundingStrategy};

use super::Asked;
use super::book::Cell;
use super::columns::Leaf;
use crate::content::kinds::{Choice, Shape, kind_of_folder};
use crate::content::lower::read_reference;
use crate::content::{rough, values};
use crate::model::calendar::{Day, Period};
use crate::model::id::Kind;
use crate::model::money::Money;
use crate::model::quantity::to_money;
use crate::model::stated::Stated;
use crate::words::Arg;

/// Why a cell does not fit: the key of the words, and what fills their slots.
pub(super) type Misfit = (&'static str, Vec<(&'static str, Arg)>);

/// What the reading of a cell depends on, beside the cell.
pub(super) struct Context<'a> {
    /// What was asked.
    pub asked: &'a Asked<'a>,
    /// The year of days that are written without one.
    pub year: Option<i16>,
    /// Whether serial numbers of days count from 1904.
    pub from_1904: bool,
}

/// A cell as it is shown.
#[must_use]
pub(super) fn shown(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) | Cell::Error(text) => text.clone(),
        Cell::Number(number) => number.to_string(),
        Cell::Day(day) => day.to_string(),
    }
}

/// Whether a cell says that there is nothing: `-`, `/`.
#[must_use]
pub(super) fn is_nil(cell: &Cell) -> bool {
    matches!(cell, Cell::Text(text) if text.chars().all(|c| "-—–－/／".contains(c)))
}

/// Reads a cell for a field; `None` where the cell says that there is nothing.
pub(super) fn read(
    cell: &Cell,
    leaf: &Leaf,
    context: &Context<'_>,
) -> Result<Option<String>, Misfit> {
    if let Cell::Error(error) = cell {
        return Err(("import.formula-error", vec![("value", error.as_str().into())]));
    }
    if is_nil(cell) {
        return Ok(None);
    }
    let shape = match leaf.field.shape {
        Shape::Many(inner) => *inner,
        shape => shape,
    };
    let wrong = |says: &'static str| {
        (says, vec![("value", Arg::from(shown(cell))), ("field", super::header::name(leaf))])
    };
    let profile = context.asked.profile;
    if leaf.field.shape.is_nested() {
        let value = serde_json::from_str::<serde_json::Value>(&shown(cell)).ok();
        let value = value.filter(|value| value.is_array() || value.is_object());
        return value
            .map(|value| Some(value.to_string()))
            .ok_or_else(|| wrong("import.not-nested"));
    }
    let value = match shape {
        Shape::Money | Shape::Stated => money(cell, context)
            .map(|amount| amount.plain(profile.currency.digits))
            .or_else(|| rough(cell, context).filter(|_| matches!(shape, Shape::Stated)))
            .ok_or_else(|| wrong(too_fine(cell, profile.currency.digits)))?,
        Shape::Decimal(places) => rounded(cell, places)
            .filter(|number| !number.is_sign_negative())
            .map(|number| number.to_string())
            .or_else(|| values::decimal(&shown(cell), places).map(|number| number.to_string()))
            .ok_or_else(|| wrong("import.not-a-number"))?,
        Shape::StatedCount => rough::stated_count(&shown(cell))
            .map(|count| count.said)
            .ok_or_else(|| wrong("import.not-a-number"))?,
        Shape::Count => values::count(&shown(cell))
            .map(|count| count.to_string())
            .ok_or_else(|| wrong("import.not-a-number"))?,
        Shape::Day => day(cell, context).map_err(wrong)?.to_string(),
        Shape::Period => {
            period(cell, context).ok_or_else(|| wrong("import.not-a-period"))?.to_string()
        }
        Shape::YesNo => {
            let yes =
                values::yes_or_no(&shown(cell)).ok_or_else(|| wrong("import.not-yes-or-no"))?;
            if yes { "yes" } else { "no" }.to_owned()
        }
        Shape::Choice(choices) => {
            return choice(cell, choices).map(Some).ok_or_else(|| {
                let all = choices.iter().map(|choice| Arg::Name(choice.en, choice.zh)).collect();
                let (says, mut args) = wrong("import.not-a-choice");
                args.push(("choices", Arg::List(all)));
                (says, args)
            });
        }
        Shape::Fund | Shape::Account | Shape::Pot => pot(&shown(cell), shape, context.asked)
            .ok_or_else(|| {
                let (says, mut args) = wrong("import.no-such-pot");
                args.push(("known", Arg::List(pots(shape, context.asked))));
                (says, args)
            })?,
        Shape::Reference(kinds) => reference(&shown(cell), kinds, context.asked)
            .ok_or_else(|| wrong("import.not-a-reference"))?,
        _ => words(cell).map_err(wrong)?,
    };
    Ok(Some(value))
}

/// The number of a cell with at most so many decimals: what a binary number adds is less than a
/// millionth and is dropped, anything larger is meant and is not.
fn rounded(cell: &Cell, places: u32) -> Option<Decimal> {
    let number = match cell {
        Cell::Number(number) => *number,
        Cell::Text(text) => {
            let plain = values::plain(text).replace(',', "");
            let digits = plain.bytes().all(|byte| byte.is_ascii_digit() || b"-.".contains(&byte));
            plain.parse().ok().filter(|_| digits && plain.len() > 12)?
        }
        Cell::Day(_) | Cell::Error(_) => return None,
    };
    let near = number.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
    let off = number.checked_sub(near)?.abs();
    (off <= Decimal::new(1, 6)).then(|| near.normalize())
}

/// An amount that is known only roughly, as it was typed.
fn rough(cell: &Cell, context: &Context<'_>) -> Option<String> {
    let Cell::Text(text) = cell else { return None };
    match values::stated(text, &context.asked.profile.currency)? {
        Stated::Rough(rough) => Some(rough.said),
        Stated::Exact(_) => None,
    }
}

/// The amount that a cell holds.
pub(super) fn money(cell: &Cell, context: &Context<'_>) -> Option<Money> {
    let currency = &context.asked.profile.currency;
    let typed = match cell {
        Cell::Text(text) => {
            let plain = values::plain(text);
            // Accountants put what is less than nothing into brackets.
            let inner = plain.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
            let less =
                inner.and_then(|inner| values::money(inner, currency)).filter(|m| !m.is_negative());
            less.map(|amount| -amount).or_else(|| values::money(text, currency))
        }
        _ => None,
    };
    typed.or_else(|| to_money(rounded(cell, currency.digits)?, currency.digits))
}

/// A number that is no amount is too fine for one, or too large.
fn too_fine(cell: &Cell, digits: u32) -> &'static str {
    let fine = matches!(cell, Cell::Number(_)) && rounded(cell, digits).is_none();
    if fine { "import.too-fine" } else { "import.not-money" }
}

fn day(cell: &Cell, context: &Context<'_>) -> Result<Day, &'static str> {
    match cell {
        Cell::Day(day) => Ok(*day),
        Cell::Number(number) => serial(*number, context)
            .or_else(|| values::day(&number.to_string()))
            .ok_or("import.not-a-date"),
        Cell::Text(text) => {
            let plain = values::plain(text);
            // Banks and shops write the time behind the day.
            let parts = plain.split_once([' ', 'T']).filter(|(_, time)| is_time(time));
            let alone = parts.map_or(plain.as_str(), |(day, _)| day);
            if let Some(day) = values::day(alone) {
                return Ok(day);
            }
            let compact: String = alone.chars().filter(|c| !c.is_whitespace()).collect();
            let marks: String = compact.chars().filter(|c| !c.is_ascii_digit()).collect();
            match (marks.as_str(), context.year) {
                ("月日" | "月号", Some(year)) => {
                    values::day(&format!("{year}年{compact}")).ok_or("import.not-a-date")
                }
                ("月日" | "月号", None) => Err("import.day-without-year"),
                _ => Err("import.not-a-date"),
            }
        }
        Cell::Error(_) => Err("import.not-a-date"),
    }
}

fn is_time(text: &str) -> bool {
    let marks = text.trim().trim_end_matches(|c: char| c.is_ascii_alphabetic() || c == ' ');
    marks.contains(':') && marks.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | '.'))
}

/// A day as spreadsheets count them, from 1955 to 2079: further off it is some other number.
fn serial(number: Decimal, context: &Context<'_>) -> Option<Day> {
    let days =
        u16::try_from(number.trunc().mantissa() / 10_i128.pow(number.trunc().scale())).ok()?;
    // Serial numbers count a day that 1900 did not have, so 2 is the first day of that year.
    let (from, first) =
        if context.from_1904 { (Day::new(1904, 1, 1)?, 0) } else { (Day::new(1900, 1, 1)?, 2) };
    (days > 20_000).then(|| from.plus(days - first))
}

fn period(cell: &Cell, context: &Context<'_>) -> Option<Period> {
    match cell {
        Cell::Day(day) => Some(Period::Month(day.to_month())),
        Cell::Number(_) | Cell::Text(_) => {
            let text = shown(cell);
            let with_year = || Some(format!("{}年{}", context.year?, values::plain(&text)));
            values::period(&text).or_else(|| values::period(&with_year()?))
        }
        Cell::Error(_) => None,
    }
}

fn choice(cell: &Cell, choices: &[Choice]) -> Option<String> {
    let text = shown(cell);
    let text = match values::plain(&text).to_lowercase().as_str() {
        "解决" | "已修复" | "修复" | "已修好" | "resolved" => "fixed".to_owned(),
        other => other.to_owned(),
    };
    values::choice_of(&text, choices).map(|place| choices[place].en.to_owned())
}

/// The id of a fund or account, of those that the field may name.
pub(super) fn pot(name: &str, shape: Shape, asked: &Asked<'_>) -> Option<String> {
    let plain = values::plain(name);
    let id = [name, &plain].into_iter().find_map(|name| asked.profile.pot_id(name))?;
    let known = pots(shape, asked).contains(&Arg::from(id));
    known.then(|| id.to_owned())
}

/// The ids of the funds and accounts that a field may name.
pub(super) fn pots(shape: Shape, asked: &Asked<'_>) -> Vec<Arg> {
    let funds = asked.profile.funds.iter().map(|fund| Arg::from(&*fund.id.0));
    let accounts = asked.profile.accounts.iter().map(|account| Arg::from(&*account.id.0));
    match shape {
        Shape::Fund => funds.collect(),
        Shape::Account => accounts.collect(),
        _ => funds.chain(accounts).collect(),
    }
}

fn reference(text: &str, kinds: &[Kind], asked: &Asked<'_>) -> Option<String> {
    if let Some(id) = read_reference(text) {
        return Some(id.to_string());
    }
    let fee = kinds == [Kind::Fee]
        && text.split_once('/').is_none_or(|(folder, _)| kind_of_folder(folder).is_none());
    let mut titled = asked.fees.iter().filter(|(_, title)| fee && *title == text);
    match (titled.next(), titled.next()) {
        (Some((id, _)), None) => Some(id.clone()),
        _ => None,
    }
}

/// Words. A day stands here only because the spreadsheet took a number such as 3-12 for one, and
/// of a number beyond fifteen digits it has lost the last ones.
fn words(cell: &Cell) -> Result<String, &'static str> {
    match cell {
        Cell::Day(_) => Err("import.made-a-date"),
        Cell::Number(number) if number.abs() >= Decimal::from(1_000_000_000_000_000_i64) => {
            Err("import.digits-lost")
        }
        _ => Ok(shown(cell)),
    }
}
