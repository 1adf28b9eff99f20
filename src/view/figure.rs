//! The figure of a page, for its title: a chat shows the title and nothing else.

use super::home::latest_month;
use super::list::totals_on;
use super::plan::{ListKey, PageKey};
use super::{Desk, notices};
use crate::model::calendar::Period;
use crate::model::id::RecordId;
use crate::model::ledger::{FundId, Turnover};
use crate::model::record::Body;

/// What a page comes to, in a few words; `None` where it comes to nothing that can be said so.
#[must_use]
pub fn figure(desk: &Desk<'_>, key: &PageKey) -> Option<String> {
    match key {
        PageKey::Home | PageKey::Accounts | PageKey::AccountsNotice => latest(desk),
        PageKey::Statement(fund, period) | PageKey::StatementNotice(fund, period) => {
            of_statement(desk, fund, *period)
        }
        PageKey::Record(id) | PageKey::RecordNotice(id) => of_record(desk, id),
        PageKey::List(list, _) => of_list(desk, list),
        PageKey::Notices(None) => {
            let n = notices::current(desk).len();
            (n > 0).then(|| desk.words.say("figure.posted", &[("n", n.into())]))
        }
        PageKey::Corrections => Some(super::corrections::sentence(desk)),
        _ => None,
    }
}

/// The latest month of all funds together.
fn latest(desk: &Desk<'_>) -> Option<String> {
    let month = latest_month(desk)?;
    let mut sum = Turnover::default();
    for fund in &desk.board.profile.funds {
        let one = desk.board.ledger.turnover(&fund.id, month.first(), month.last());
        sum.income += one.income;
        sum.spending += one.spending;
        sum.closing += one.closing;
    }
    let period = desk.format().month(month);
    let sums = sums(desk, &sum);
    Some(desk.words.say("figure.of-period", &[("period", period.into()), ("figure", sums.into())]))
}

fn sums(desk: &Desk<'_>, turnover: &Turnover) -> String {
    let money = |money| crate::words::Arg::from(desk.format().money(money));
    let args = [
        ("income", money(turnover.income)),
        ("spending", money(turnover.spending)),
        ("closing", money(turnover.closing)),
    ];
    desk.words.say("figure.sums", &args)
}

fn of_statement(desk: &Desk<'_>, id: &FundId, period: Period) -> Option<String> {
    let fund = desk.board.fund(id)?;
    let (first, last) = period.days();
    Some(sums(desk, &desk.board.ledger.turnover(&fund.id, first, last)))
}

fn of_record(desk: &Desk<'_>, id: &RecordId) -> Option<String> {
    let record = desk.board.record(id)?;
    let said = match desk.money_of(record) {
        Some((amount, flow)) => {
            // What is known only roughly, or given in kind, says its unit itself.
            let unit = if amount.plain.is_empty() { String::new() } else { desk.format().unit() };
            let args = [
                ("flow", desk.word(flow).into()),
                ("amount", amount.text.into()),
                ("unit", unit.into()),
            ];
            Some(desk.words.say("figure.amount", &args).trim_end().to_owned())
        }
        None => desk.state(record).map(|state| state.word),
    };
    // Titles that are made name their period or day already.
    let dated = !matches!(record.body, Body::Charge(_) | Body::Balance(_) | Body::Page);
    let date = record.head.date.filter(|_| dated).map(|day| desk.format().day_text(day));
    let parts: Vec<String> = date.into_iter().chain(said).collect();
    (!parts.is_empty()).then(|| parts.join(desk.words.get("list.clause")))
}

fn of_list(desk: &Desk<'_>, key: &ListKey) -> Option<String> {
    let places = desk.plan.lists.get(key)?;
    let count = desk.words.say("say.count", &[("n", places.len().into())]);
    let money = totals_on(desk, key, places).map(|totals| {
        let unit = desk.format().unit();
        let say = |key: &str, amount: &str| {
            let args = [("amount", amount.into()), ("unit", unit.as_str().into())];
            desk.words.say(key, &args)
        };
        let came = (totals.sides != "out").then(|| say("figure.in", &totals.income.text));
        let went = (totals.sides != "in").then(|| say("figure.out", &totals.spending.text));
        came.into_iter().chain(went).collect::<Vec<_>>()
    });
    let parts: Vec<String> = std::iter::once(count).chain(money.into_iter().flatten()).collect();
    Some(parts.join(desk.words.get("list.clause")))
}
