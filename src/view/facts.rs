//! The facts of a record, as a list of what and what is said.

use std::collections::BTreeSet;

use super::accounts::statement_title;
use super::family::{funds_of, months_of};
use super::parts::{Fact, Link};
use super::plan::{Facet, ListKey, statement_addresses};
use super::{Desk, consultation, people, posted, project, register, timeline};
use crate::model::calendar::{Month, Period};
use crate::model::case::Case;
use crate::model::charge::Charge;
use crate::model::fee::Fee;
use crate::model::id::{Kind, RecordId};
use crate::model::ledger::{AccountId, FundId};
use crate::model::meeting::Decision;
use crate::model::moved::Balance;
use crate::model::pact::{Pact, PactStand};
use crate::model::people::Term;
use crate::model::record::{Body, Record, part_words};
use crate::model::review::Review;
use crate::model::stated::Stated;
use crate::words::Arg;

/// A fact in plain words.
#[must_use]
pub(crate) fn text(label: String, value: String) -> Fact {
    Fact { label, values: vec![Link { text: value, href: String::new() }], set: "text" }
}

/// The name of a field that a correction names: `amount`, `motions.1.outcome`.
#[must_use]
pub(crate) fn field_name(desk: &Desk<'_>, field: &str) -> String {
    let mut names = field.split('.').map(|part| {
        let key = part_words(field, part);
        if desk.words.has(&key) { desk.word(&key) } else { part.to_owned() }
    });
    let first = names.next().unwrap_or_default();
    names.fold(first, |all, name| format!("{all} {name}"))
}

/// A value that a correction names, in words where it is one of a closed set.
#[must_use]
pub(crate) fn value_name(desk: &Desk<'_>, value: &str) -> String {
    let key = format!("value.{value}");
    if desk.words.has(&key) { desk.word(&key) } else { value.to_owned() }
}

struct List<'d, 'a> {
    desk: &'d Desk<'a>,
    facts: Vec<Fact>,
}

impl List<'_, '_> {
    fn say(&mut self, field: &str, value: Option<impl Into<String>>) {
        if let Some(value) = value {
            let label = self.desk.word(&format!("field.{field}"));
            self.facts.push(text(label, value.into()));
        }
    }

    fn set(&mut self, set: &'static str) {
        if let Some(fact) = self.facts.last_mut() {
            fact.set = set;
        }
    }

    /// One line a field.
    fn told(&mut self, facts: Vec<(&'static str, String)>) {
        for (field, value) in facts {
            self.say(field, Some(value));
        }
    }

    fn links(&mut self, field: &str, values: Vec<Link>) {
        if !values.is_empty() {
            let label = self.desk.word(&format!("field.{field}"));
            self.facts.push(Fact { label, values, set: "text" });
        }
    }

    fn all(&mut self, field: &str, values: Vec<String>) {
        let link = |text| Link { text, href: String::new() };
        self.links(field, values.into_iter().map(link).collect());
    }

    /// A fund or account; a fund is linked to the records of the same kind that belong to it.
    fn pot(&mut self, field: &str, kind: Kind, pot: &str) {
        let desk = self.desk;
        let fund = FundId::from(pot);
        let known = desk.board.fund(&fund).map(|_| Facet::Fund(fund));
        let part = known.and_then(|fund| desk.plan.part(kind, &fund));
        let href = part.map(|key| desk.href(&key.address(1))).unwrap_or_default();
        self.links(field, vec![Link { text: desk.pot_name(pot), href }]);
    }

    /// A fund, and the account where one is named.
    fn pots(&mut self, kind: Kind, fund: &FundId, account: Option<&AccountId>) {
        self.pot("fund", kind, &fund.0);
        self.say("account", account.map(|account| self.desk.pot_name(&account.0)));
    }
}

/// The facts of a record, in the order in which people ask for them.
#[must_use]
pub(crate) fn facts(desk: &Desk<'_>, record: &Record) -> Vec<Fact> {
    let format = desk.format();
    let mut list = List { desk, facts: Vec::new() };
    let dated = !matches!(
        record.body,
        Body::Consultation(_)
            | Body::Case(_)
            | Body::Project(_)
            | Body::Charge(_)
            | Body::Fee(_)
            | Body::Budget(_)
            | Body::Posting(_)
            | Body::Pact(_)
            | Body::People(_)
            | Body::Register(_)
            | Body::Page
    );
    if let Some(day) = record.head.date.filter(|_| dated) {
        list.say("date", Some(format.day_text(day)));
        list.set("date");
    }
    match &record.body {
        Body::Income(income) => {
            list.say("from", income.from.clone());
            list.links("asset", register::asset(desk, income));
            list.pots(Kind::Income, &income.fund, income.account.as_ref());
            list.say("voucher", income.voucher.clone());
        }
        Body::Expenditure(spent) => {
            list.say("payee", spent.payee.clone());
            list.pots(Kind::Expenditure, &spent.fund, spent.account.as_ref());
            list.say("voucher", spent.voucher.clone());
            list.say("no_voucher", spent.no_voucher.clone());
            list.say("handled_by", spent.handled_by.clone());
            list.say("reviewed_by", spent.reviewed_by.clone());
        }
        Body::Transfer(transfer) => {
            list.pot("from-pot", Kind::Transfer, &transfer.from);
            list.pot("to-pot", Kind::Transfer, &transfer.to);
            list.say("why", Some(transfer.why.clone()));
            list.say("voucher", transfer.voucher.clone());
        }
        Body::Balance(balance) => balance_facts(&mut list, balance),
        Body::Statement(review) => review_facts(&mut list, review),
        Body::Fee(fee) => fee_facts(&mut list, fee),
        Body::Charge(charge) => charge_facts(&mut list, charge),
        Body::Budget(budget) => {
            list.say("period", Some(format.period(budget.period)));
            list.pots(Kind::Budget, &budget.fund, None);
        }
        Body::Consultation(one) => {
            list.told(consultation::facts(desk, one));
        }
        Body::Decision(decision) => decision_facts(&mut list, &record.head.id, decision),
        Body::Pact(pact) => pact_facts(&mut list, record, pact),
        Body::Case(case) => case_facts(&mut list, case),
        Body::Project(one) => list.facts.extend(project::facts(desk, one)),
        Body::Posting(posting) => {
            list.links("notice", posting.of.iter().map(|id| desk.link_id(id)).collect());
            if let Some(fund) = &posting.fund {
                list.pots(Kind::Posting, fund, None);
            }
            list.told(posted::facts(desk, &record.body));
        }
        Body::Notice(_) | Body::Withheld(_) => list.told(posted::facts(desk, &record.body)),
        Body::Register(register) => list.told(register::facts(desk, register)),
        Body::People(term) => people_facts(&mut list, term),
        Body::Page | Body::Withdrawn => {}
    }
    let category = record.head.category.as_ref().map(|category| {
        let key = ListKey::Category(category.clone());
        Link { text: category.clone(), href: list.desk.list_href(&key) }
    });
    list.links("category", category.into_iter().collect());
    list.facts
}

/// Where a record is counted and listed: its month, and the statements that hold it. A sheet on
/// paper says none of this.
#[must_use]
pub(crate) fn belongs(desk: &Desk<'_>, record: &Record) -> Vec<Fact> {
    let mut list = List { desk, facts: Vec::new() };
    let months = months_of(record).into_iter();
    let months: Vec<Link> = months
        .map(|month| {
            let text = desk.format().month(month);
            Link { text, href: desk.list_href(&ListKey::Month(month)) }
        })
        .filter(|link| !link.href.is_empty())
        .collect();
    list.links("month", months);
    let moved = months_moved(record);
    let funds = funds_of(desk.board, record);
    let statements = funds.into_iter().filter_map(|id| desk.board.fund(id)).flat_map(|fund| {
        moved.iter().filter_map(move |month| {
            let (address, _) = statement_addresses(&fund.id, Period::Month(*month));
            let there = desk.plan.addresses.contains_key(&address);
            let text = statement_title(desk, fund, Period::Month(*month));
            there.then(|| Link { text, href: desk.href(&address) })
        })
    });
    list.links("statement", statements.collect());
    list.facts
}

/// The months in which a record moved money.
fn months_moved(record: &Record) -> BTreeSet<Month> {
    match &record.body {
        Body::Income(one) if one.cash().and_then(Stated::exact).is_some() => {
            [one.date.to_month()].into()
        }
        Body::Expenditure(one) if one.amount.exact().is_some() => [one.date.to_month()].into(),
        Body::Transfer(transfer) => [transfer.date.to_month()].into(),
        Body::Charge(charge) => {
            charge.received.iter().map(|receipt| receipt.date.to_month()).collect()
        }
        _ => BTreeSet::new(),
    }
}

fn balance_facts(list: &mut List<'_, '_>, balance: &Balance) {
    let desk = list.desk;
    list.pot("pot", Kind::Balance, &balance.pot);
    let transit = balance.in_transit.iter().map(|id| desk.link_id(id)).collect();
    list.links("in_transit", transit);
    if let Some(difference) = &balance.difference {
        let amount = desk.format().money(difference.amount);
        let args = [("amount", amount.into()), ("why", difference.why.as_str().into())];
        list.say("difference", Some(desk.words.say("say.difference", &args)));
    }
}

fn review_facts(list: &mut List<'_, '_>, review: &Review) {
    let desk = list.desk;
    let funds = desk.board.profile.funds.iter().filter(|fund| review.is_about(&fund.id));
    let statements = funds.map(|fund| {
        let (address, _) = statement_addresses(&fund.id, review.period);
        let there = desk.plan.addresses.contains_key(&address);
        let href = if there { desk.href(&address) } else { String::new() };
        Link { text: statement_title(desk, fund, review.period), href }
    });
    list.links("reviewed-statement", statements.collect());
    let reviewers = if review.is_reviewed() {
        review.reviewers.join(desk.words.get("list.between"))
    } else {
        desk.word("state.not-reviewed")
    };
    list.say("reviewers", Some(reviewers));
    list.say("opinion", review.opinion.clone());
    for (field, figure) in review.figures() {
        if let Some(figure) = figure {
            list.say(field, Some(desk.format().money(figure)));
            list.set("money");
        }
    }
}

fn fee_facts(list: &mut List<'_, '_>, fee: &Fee) {
    let desk = list.desk;
    list.pots(Kind::Fee, &fee.fund, None);
    let rate = fee.rate_on(desk.board.as_of);
    list.say("rate", rate.filter(|_| fee.per.is_some()).map(|rate| desk.rate(fee, rate.rate)));
    list.say("every", Some(desk.word(&format!("value.{}", fee.every.name()))));
    list.say("from-day", Some(desk.format().date(fee.from).text));
    let adopted = fee.adopted_by.iter().map(|id| desk.link_id(id)).collect();
    list.links("adopted_by", adopted);
}

fn charge_facts(list: &mut List<'_, '_>, charge: &Charge) {
    let desk = list.desk;
    let format = desk.format();
    list.links("fee", vec![desk.link_id(&charge.fee)]);
    if let Some(fee) = desk.board.fee_of(charge) {
        list.pots(Kind::Charge, &fee.fund, None);
    }
    list.say("period", Some(format.period(charge.period)));
    let one = desk.board.collection(charge);
    let payers = |n: i64| desk.payers(charge, n);
    list.links("rate", desk.rates_of(charge));
    list.say("due-payers", Some(payers(one.payers)));
    list.say("quantity", desk.quantity(charge));
    list.say("items", charge.bill.as_ref().and_then(|bill| desk.items(bill)));
    list.say("working", desk.working(charge));
    list.say("due-amount", one.owed.map(|owed| format.money(owed)));
    list.set("money");
    if one.recorded {
        list.say("paid-payers", Some(payers(one.received.payers)));
        list.say("paid-amount", Some(format.money(one.received.amount)));
        list.set("money");
    }
    list.say("waived", charge.waived.as_ref().map(|waived| desk.waived(charge, waived)));
    list.say("rate-payers", desk.share_of_payers(&one, &payers));
    list.say("rate-amount", desk.share_of_amount(&one));
    let stated = charge.stated_rate.as_ref();
    list.all("stated_rate", stated.map(|rate| desk.stated_rate(rate, &one)).unwrap_or_default());
    list.say("arrears", desk.arrears(charge, &one));
}

/// What a decision approved, and how much of it was spent.
fn spending(desk: &Desk<'_>, id: &RecordId, decision: &Decision) -> Option<String> {
    let approved = decision.approves?;
    let spent = desk.board.spent_on(id);
    let money = |sum| Arg::from(desk.format().money(sum));
    let args = [
        ("approved", money(approved)),
        ("spent", money(spent)),
        ("left", money((approved - spent).abs())),
    ];
    let key = if spent > approved { "say.approved-beyond" } else { "say.approved" };
    Some(desk.words.say(key, &args))
}

fn decision_facts(list: &mut List<'_, '_>, id: &RecordId, decision: &Decision) {
    let desk = list.desk;
    list.say("kind", Some(desk.word(&format!("value.{}", decision.assembly.name()))));
    list.say("place", decision.place.clone());
    list.say("approves", spending(desk, id, decision));
    let present = decision.attended.iter().map(|present| {
        let key = if present.of.is_some() { "say.present-of" } else { "say.present" };
        let args = [
            ("role", present.role.as_str().into()),
            ("n", present.count.into()),
            ("of", present.of.unwrap_or(0).into()),
        ];
        Link { text: desk.words.say(key, &args), href: String::new() }
    });
    list.links("attended", present.collect());
    if let Some(window) = &decision.window {
        list.say("window", Some(desk.window(window)));
        list.say("objections", window.raised().map(|n| n.to_string()));
    }
}

fn pact_facts(list: &mut List<'_, '_>, record: &Record, pact: &Pact) {
    let desk = list.desk;
    list.say("version", Some(pact.version.clone()));
    list.say("effective", Some(desk.format().date(pact.effective).text));
    list.set("date");
    list.links("adopted_by", pact.adopted_by.iter().map(|id| desk.link_id(id)).collect());
    list.links("replaces", pact.replaces.iter().map(|id| desk.link_id(id)).collect());
    if let PactStand::Replaced(by, _) = desk.board.pact_stand(record, pact) {
        list.links("replaced_by", vec![desk.link(by)]);
    }
}

fn people_facts(list: &mut List<'_, '_>, term: &Term) {
    let desk = list.desk;
    list.say("body-kind", Some(desk.word(&format!("value.{}", term.kind.name()))));
    let days = people::days(desk, term);
    list.say("term", Some(days).filter(|days| !days.is_empty()));
    list.links("elected_by", term.elected_by.iter().map(|id| desk.link_id(id)).collect());
    list.say("seats", term.seats.map(|n| n.to_string()));
    for (field, links) in people::related(desk, term) {
        list.links(field, links);
    }
}

fn case_facts(list: &mut List<'_, '_>, case: &Case) {
    let desk = list.desk;
    let date = |day| desk.format().day_text(day);
    list.say("opened", Some(date(case.opened)));
    list.set("date");
    list.say("channel", case.channel.clone());
    list.say("place", case.place.clone());
    list.say("tier", case.tier.as_ref().map(|tier| timeline::tier(desk, tier)));
    let reopened = case.reopenings();
    let times = || desk.words.say("say.times", &[("n", reopened.into())]);
    list.say("reopened", (reopened > 0).then(times));
}
