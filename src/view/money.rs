//! The title, amount, sign and state of any record, for rows and cards.

use super::Desk;
use super::parts::{Amount, Card, Row, State};
use super::votes::outcome_state;
use crate::model::money::Money;
use crate::model::record::{Body, Record};
use crate::words::Arg;

impl Desk<'_> {
    /// The title of a record: as written, else made from what it is.
    #[must_use]
    pub(crate) fn title(&self, record: &Record) -> String {
        if let Some(title) = &record.head.title {
            return title.clone();
        }
        match &record.body {
            Body::Charge(charge) => {
                let fee = self.link_id_title(&charge.fee);
                let period = self.format().period(charge.period);
                self.words.say("title.charge", &[("fee", fee.into()), ("period", period.into())])
            }
            Body::Transfer(transfer) => transfer.why.clone(),
            Body::Balance(balance) => {
                let date = self.format().date(balance.date).text;
                let pot = self.pot_name(&balance.pot);
                self.words.say("title.balance", &[("pot", pot.into()), ("date", date.into())])
            }
            Body::Withdrawn => {
                let id = Arg::from(record.head.id.to_string());
                self.words.say("title.withdrawn", &[("id", id)])
            }
            _ => record.head.id.to_string(),
        }
    }

    fn link_id_title(&self, id: &crate::model::id::RecordId) -> String {
        self.board.record(id).map_or_else(|| id.to_string(), |record| self.title(record))
    }

    /// The name of a fund or account.
    #[must_use]
    pub(crate) fn pot_name(&self, pot: &str) -> String {
        self.board.pot_name(pot).to_owned()
    }

    /// The money a record is about, and the word for its direction.
    #[must_use]
    pub(crate) fn money_of(record: &Record) -> Option<(Money, &'static str)> {
        match &record.body {
            Body::Income(income) => Some((income.amount, "flow.in")),
            Body::Expenditure(spent) => Some((spent.amount, "flow.out")),
            Body::Charge(charge) => Some((charge.paid(), "flow.in")),
            Body::Transfer(transfer) => Some((transfer.amount, "flow.moved")),
            Body::Balance(balance) => Some((balance.balance, "flow.held")),
            _ => None,
        }
    }

    /// The state of a record, in a word.
    #[must_use]
    pub(crate) fn state(&self, record: &Record) -> Option<State> {
        let state = |key: &str, tone| Some(State { word: self.word(key), tone });
        match &record.body {
            Body::Withdrawn => state("state.withdrawn", "bad"),
            Body::Case(case) => match &case.closed {
                Some(closing) => {
                    let fixed = closing.reason == crate::model::case::Reason::Fixed;
                    let tone = if fixed { "good" } else { "plain" };
                    state(&format!("value.{}", closing.reason.name()), tone)
                }
                None if case.late_on(self.board.as_of) => state("state.overdue", "open"),
                None => state("state.open", "open"),
            },
            Body::Decision(decision) => match decision.motions.as_slice() {
                [only] => Some(outcome_state(self, only.outcome)),
                _ => None,
            },
            Body::Charge(charge) if charge.received.is_empty() => None,
            Body::Charge(charge) => {
                let owed = self.board.owed(charge)?;
                let rate = charge.rate_of_money(owed)?;
                let tone = if rate >= 1000 { "good" } else { "open" };
                let word = self.format().share(rate);
                Some(State {
                    word: self.words.say("state.collected", &[("share", word.into())]),
                    tone,
                })
            }
            _ => None,
        }
    }

    /// A record as a row of a list.
    #[must_use]
    pub(crate) fn row(&self, record: &Record) -> Row {
        let money = Self::money_of(record);
        Row {
            date: record.head.date.map(|day| self.format().date(day)),
            title: self.link(record),
            category: record.head.category.clone().unwrap_or_default(),
            flow: money.map_or_else(String::new, |(_, word)| self.word(word)),
            amount: money.map(|(money, _)| self.format().amount(money)),
            state: self.state(record),
        }
    }

    /// A record as a card of a chain.
    #[must_use]
    pub(crate) fn card(&self, record: &Record, relation: String) -> Card {
        let amount: Option<Amount> =
            Self::money_of(record).map(|(money, _)| self.format().amount(money));
        Card {
            relation,
            kind: self.word(&format!("kind.{}", record.head.id.kind.name())),
            title: self.link(record),
            date: record.head.date.map(|day| self.format().date(day)),
            amount,
            state: self.state(record),
        }
    }
}
