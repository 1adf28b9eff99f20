//! One value as a schema: everything that `content::values` reads, in the types that a YAML reader
//! makes of it. A schema may let through what the program refuses, never the other way round.

use serde_json::{Value, json};

use crate::content::about::MEASURES;
use crate::content::kinds::{Choice, Shape, declaration};
use crate::content::values::{BEFORE, BEHIND, SHARE_PLACES, SIGNS, UNITS};
use crate::diagnostic::Code;
use crate::model::id::Kind;
use crate::model::quantity::FINEST;
use crate::model::stated::Bound;
use crate::script::{forms, spellings};

/// Whether a value may be left blank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Blank {
    /// Nothing after the colon is as good as not written.
    Allowed,
    /// Something has to stand there.
    Refused,
}

const DIGIT: &str = "[0-9０-９]";
const MINUS: &str = "[-－−–]";
/// What stands in for a value that is still to be written.
const UNWRITTEN: &str = r"\s*(?:~|null|…)?\s*";
/// A value of one piece, as a schema; `None` for shapes that have pieces of their own.
pub(super) fn value(shape: Shape, blank: Blank) -> Option<Value> {
    let (types, pattern): (&[&str], Option<String>) = match shape {
        Shape::Text
        | Shape::Name
        | Shape::Prose
        | Shape::Fund
        | Shape::Account
        | Shape::Pot
        | Shape::Building
        | Shape::File => {
            let written = (blank == Blank::Refused).then(|| format!("^(?!{UNWRITTEN}$)"));
            return Some(typed(&["string", "number", "boolean"], written, blank));
        }
        Shape::Money => (&["string", "number"], Some(money())),
        Shape::Stated => (&["string", "number"], Some(stated())),
        Shape::Share | Shape::Rate => (&["string"], Some(share())),
        Shape::Rough => (&["string", "integer"], Some(rough())),
        Shape::Decimal(places) => {
            (&["string", "number"], Some(format!("{}{}", number(places), unit())))
        }
        Shape::Count => (&["string", "integer"], Some(format!("{}{}", number(0), unit()))),
        Shape::StatedCount => (&["string", "integer"], Some(stated_count())),
        Shape::Day => (&["string", "integer"], Some(day())),
        Shape::Period => (&["string", "number"], Some(period())),
        Shape::Reference(kinds) => (&["string"], Some(reference(kinds))),
        Shape::YesNo => return Some(yes_or_no(blank)),
        Shape::Choice(choices) => return Some(choice(choices, blank)),
        Shape::Waivers => return Some(waivers()),
        Shape::Private => return Some(json!({})),
        Shape::Control(inner) => return value(*inner, blank),
        Shape::Map(_) | Shape::Many(_) => return None,
    };
    let whole = pattern.map(|pattern| match blank {
        Blank::Allowed => format!(r"^{UNWRITTEN}$|^\s*(?:{pattern})\s*$"),
        Blank::Refused => format!(r"^\s*(?:{pattern})\s*$"),
    });
    let mut schema = typed(types, whole, blank);
    match shape {
        Shape::Decimal(_) | Shape::Count | Shape::StatedCount => schema["minimum"] = json!(0),
        Shape::Day => {
            // 20250305 is a whole number to a YAML reader.
            schema["minimum"] = json!(10_000_101);
            schema["maximum"] = json!(99_991_231);
        }
        Shape::Period => {
            schema["minimum"] = json!(1900);
            schema["maximum"] = json!(2200);
        }
        _ => {}
    }
    Some(schema)
}

fn typed(types: &[&str], pattern: Option<String>, blank: Blank) -> Value {
    let null = (blank == Blank::Allowed).then_some("null");
    let types: Vec<&str> = types.iter().copied().chain(null).collect();
    let mut schema = match types.as_slice() {
        [only] => json!({ "type": only }),
        several => json!({ "type": several }),
    };
    if let Some(pattern) = pattern {
        schema["pattern"] = json!(pattern);
    }
    schema
}

/// A number of at most so many places, with thousands commas or without.
fn number(places: u32) -> String {
    let whole = format!("(?:{DIGIT}{{1,3}}(?:[,，]{DIGIT}{{3}})+|{DIGIT}{{1,15}})");
    if places == 0 { whole } else { format!("{whole}(?:[.．]{DIGIT}{{1,{places}}})?") }
}

fn unit() -> String {
    format!(r"\s*(?:{})?", any(UNITS.iter().copied()))
}

fn signs() -> String {
    let mut signs: Vec<&str> = SIGNS.iter().flat_map(|(_, signs)| signs.iter().copied()).collect();
    signs.sort_by_key(|sign| (std::cmp::Reverse(sign.len()), *sign));
    signs.dedup();
    any(signs.into_iter())
}

/// The currencies have at most three decimals, what is counted in `万` may have more.
fn money() -> String {
    let (exact, large, signs) = (number(3), number(FINEST), signs());
    format!(r"{MINUS}?\s*(?:{signs})?\s*(?:{exact}|{large}\s*[万萬亿億])\s*(?:{signs})?")
}

/// An amount that may be known only roughly: `约30万`, `20多万元`, `100余万元`, `30万以上`.
fn stated() -> String {
    let words = |words: &[(&'static str, Bound)]| any(words.iter().map(|(word, _)| *word));
    let (before, behind) = (words(BEFORE), words(BEHIND));
    let (exact, number, signs) = (money(), number(FINEST), signs());
    let within = format!(
        r"(?:{signs})?\s*{number}(?:[多余餘]\s*[万萬亿億]?|[万萬亿億][多余餘])\s*(?:{signs})?"
    );
    format!(r"(?:{before})\s*(?:{exact})|(?:{exact})\s*(?:{behind})|{within}|{exact}")
}

/// A share that may be known only roughly: `99.2%`, `98%以上`.
fn share() -> String {
    let words = |words: &[(&'static str, Bound)]| any(words.iter().map(|(word, _)| *word));
    let share = format!(r"{}\s*[%％]", number(SHARE_PLACES));
    format!(r"(?:{})\s*{share}|{share}\s*(?:{})|{share}[多余餘]?", words(BEFORE), words(BEHIND))
}

/// A number that may be known only roughly: `300多支`, `4万余人`.
fn rough() -> String {
    let words = |words: &[(&'static str, Bound)]| any(words.iter().map(|(word, _)| *word));
    let (before, behind, number) = (words(BEFORE), words(BEHIND), number(FINEST));
    let measure = format!("[{MEASURES}]?");
    let digits = format!(r"{number}\s*[万萬亿億]?");
    let within = format!(r"{number}\s*(?:[多余餘]\s*[万萬亿億]?|[万萬亿億]\s*[多余餘])");
    format!(
        r"(?:{before})\s*{digits}\s*{measure}|{digits}\s*{measure}\s*(?:{behind})|(?:{within}|{digits})\s*{measure}"
    )
}

/// A number that may be known only roughly: `8000余条`, `百余次`, `约300个`.
fn stated_count() -> String {
    let words = |words: &[(&'static str, Bound)]| any(words.iter().map(|(word, _)| *word));
    let (before, behind) = (words(BEFORE), words(BEHIND));
    let (number, unit) = (number(0), unit());
    let round = "[百千万萬]";
    format!(
        r"(?:{before})\s*{number}{unit}|{number}{unit}\s*(?:{behind})|(?:{number}|{round})\s*[多余餘]{unit}|{number}{unit}"
    )
}

fn day() -> String {
    let year = format!("{DIGIT}{{4}}");
    let month = r"\s*(?:[0０]?[1-9１-９]|[1１][0-2０-２])\s*";
    let day = r"\s*(?:[0０]?[1-9１-９]|[12１２][0-9０-９]|[3３][01０１])";
    let parted = ["[-－−–]", "[/／]", "[.．]"]
        .map(|mark| format!(r"{year}\s*{mark}{month}{mark}{day}"))
        .join("|");
    format!(r"{DIGIT}{{8}}|{parted}|{year}\s*年{month}月{day}\s*[日号號]?")
}

fn period() -> String {
    let year = format!("{DIGIT}{{4}}");
    let part = "[QＱ][1-4１-４]|[HＨ][12１２]|[0０]?[1-9１-９]|[1１][0-2０-２]";
    let spoken = "第?[1-4１-４一二三四]季度?|[上下]半年|(?:[0０]?[1-9１-９]|[1１][0-2０-２])月";
    format!(r"{year}(?:\s*[-－−–/／.．]\s*(?:{part}))?|{year}\s*年\s*(?:{spoken})?")
}

fn reference(kinds: &[Kind]) -> String {
    let kinds = if kinds.is_empty() { &Kind::ALL[..] } else { kinds };
    let names = kinds.iter().flat_map(|kind| [kind.name(), declaration(*kind).zh]);
    format!("(?:{})[/／][^/／]+", any(names))
}

fn yes_or_no(blank: Blank) -> Value {
    let yes = ["yes", "是", "y", "Yes", "对", "有", "满意"];
    let no = ["no", "否", "n", "No", "不是", "没有", "不满意"];
    let words = yes.into_iter().chain(no).flat_map(spellings);
    let words = words.chain(["true", "false"].map(str::to_owned)).map(Value::from);
    let values = [json!(true), json!(false)].into_iter().chain(words);
    json!({ "enum": values.chain((blank == Blank::Allowed).then_some(Value::Null)).collect::<Vec<_>>() })
}

fn choice(choices: &[Choice], blank: Blank) -> Value {
    let all = |choice: &Choice| [choice.en.to_owned()].into_iter().chain(spellings(choice.zh));
    let names = choices.iter().flat_map(all).map(Value::from);
    json!({ "enum": names.chain((blank == Blank::Allowed).then_some(Value::Null)).collect::<Vec<_>>() })
}

fn waivers() -> Value {
    let codes: Vec<&str> =
        Code::ALL.iter().filter(|code| code.waivable()).map(|code| code.name()).collect();
    let reason = value(Shape::Text, Blank::Refused);
    json!({
        "type": ["object", "null"],
        "propertyNames": { "enum": codes },
        "additionalProperties": reason,
    })
}

/// One of several texts, each letter and sign narrow or full-width, small
/// letters also as capitals, each character in either script.
fn any<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    texts.map(either_way).collect::<Vec<_>>().join("|")
}

fn either_way(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '¥' | '￥' => "[¥￥]".to_owned(),
            'a'..='z' => format!(
                "[{c}{}{}{}]",
                c.to_ascii_uppercase(),
                wide(c),
                wide(c.to_ascii_uppercase())
            ),
            '!'..='~' => format!("[{c}{}]", wide(c)),
            other => match forms(other) {
                "" => other.to_string(),
                forms => format!("[{other}{forms}]"),
            },
        })
        .collect()
}

fn wide(c: char) -> char {
    char::from_u32(u32::from(c) + 0xfee0).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blank_is_allowed_only_where_nothing_is_required() {
        let optional = value(Shape::Text, Blank::Allowed).expect("a schema");
        let required = value(Shape::Text, Blank::Refused).expect("a schema");
        assert!(optional["type"].as_array().is_some_and(|all| all.contains(&json!("null"))));
        assert!(required["type"].as_array().is_some_and(|all| !all.contains(&json!("null"))));
        assert!(value(Shape::Map(&[]), Blank::Allowed).is_none());
    }

    #[test]
    fn letters_have_two_widths_and_characters_two_scripts() {
        assert_eq!(either_way("m²"), "[mMｍＭ]²");
        assert_eq!(either_way("￥"), "[¥￥]");
        assert_eq!(either_way("户"), "[户戶]");
    }
}
