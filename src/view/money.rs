//! The title, amount, sign and state of any record, for rows and cards.

use super::Desk;
use super::parts::{Amount, Card, Row, State};
use super::standing::{Standing, standing};
use super::votes::outcome_state;
use crate::model::calendar::Day;
use crate::model::id::RecordId;
use crate::model::ledger::Fund;
use crate::model::money::Money;
use crate::model::moved::Given;
use crate::model::project::Allotment;
use crate::model::record::{Body, Record};
use crate::model::stated::Stated;
use crate::words::Arg;

impl Desk<'_> {
    /// The title of a record: as written, else made from what it is.
    #[must_use]
    pub(crate) fn title(&self, record: &Record) -> String {
        if let Some(title) = &record.head.title {
            return self.numbered(record, title);
        }
        match &record.body {
            Body::Charge(charge) => {
                let fee = self.title_id(&charge.fee);
                let period = self.format().period(charge.period);
                self.words.say("title.charge", &[("fee", fee.into()), ("period", period.into())])
            }
            Body::Transfer(transfer) => transfer.why.clone(),
            Body::Posting(posting) => self.posted_title(posting),
            Body::Withheld(one) => self.withheld_title(one),
            Body::Balance(balance) => {
                let date = self.format().date(balance.date).text;
                let pot = self.pot_name(&balance.pot);
                self.words.say("title.balance", &[("pot", pot.into()), ("date", date.into())])
            }
            Body::Budget(budget) => {
                let period = self.format().period(budget.period);
                let fund = self.pot_name(&budget.fund.0);
                let args = [("fund", fund.into()), ("period", period.into())];
                self.words.say("title.budget", &args)
            }
            Body::Statement(review) => {
                let fund = review.fund.as_ref().and_then(|fund| self.board.fund(fund));
                let args = [
                    ("period", self.format().period(review.period).into()),
                    ("fund", fund.map(|fund| fund.name.clone()).unwrap_or_default().into()),
                ];
                let key = match (review.is_reviewed(), fund.is_some()) {
                    (true, true) => "title.review-fund",
                    (true, false) => "title.review",
                    (false, true) => "title.stated-fund",
                    (false, false) => "title.stated",
                };
                self.words.say(key, &args)
            }
            Body::Withdrawn => {
                let id = Arg::from(record.head.id.to_string());
                self.words.say("title.withdrawn", &[("id", id)])
            }
            _ => record.head.id.to_string(),
        }
    }

    /// A title that several records have, with what tells them apart.
    fn numbered(&self, record: &Record, title: &str) -> String {
        let title = Arg::from(title);
        let said = match &record.body {
            Body::People(term) => term.number.map(|number| {
                self.words.say("title.term", &[("title", title), ("n", number.into())])
            }),
            Body::Pact(pact) => {
                let version = Arg::from(pact.version.as_str());
                Some(self.words.say("title.version", &[("title", title), ("version", version)]))
            }
            _ => None,
        };
        said.or_else(|| record.head.title.clone()).unwrap_or_default()
    }

    /// The title of a record by its id; the id where there is none.
    pub(super) fn title_id(&self, id: &RecordId) -> String {
        self.board.record(id).map_or_else(|| id.to_string(), |record| self.title(record))
    }

    /// The name of a fund or account.
    #[must_use]
    pub(crate) fn pot_name(&self, pot: &str) -> String {
        self.board.pot_name(pot).to_owned()
    }

    /// The money a record is about, and the word for its direction.
    #[must_use]
    pub(crate) fn money_of(&self, record: &Record) -> Option<(Amount, &'static str)> {
        let format = self.format();
        let (amount, flow) = match &record.body {
            Body::Income(income) => match &income.given {
                Given::Money(amount) => (format.stated(amount), "flow.in"),
                Given::Goods(worth) => {
                    let text = self.worth(worth);
                    (Amount { text, plain: String::new() }, "flow.in-kind")
                }
            },
            Body::Expenditure(spent) => (format.stated(&spent.amount), "flow.out"),
            Body::Charge(charge) => (format.amount(charge.paid()), "flow.in"),
            Body::Transfer(transfer) => (format.amount(transfer.amount), "flow.moved"),
            Body::Balance(balance) => (format.amount(balance.balance), "flow.held"),
            Body::Project(project) => match (&project.allots, &project.budget) {
                (Some(Allotment { amount: Some(amount), .. }), _) => {
                    (format.amount(*amount), "flow.allotted")
                }
                (_, Some(budget)) => (format.stated(budget), "flow.budget"),
                _ => return None,
            },
            _ => return None,
        };
        Some((amount, flow))
    }

    /// What a fund is for, what alone it may be spent on, and who watches over that; may be empty.
    #[must_use]
    pub(crate) fn purpose(&self, fund: &Fund) -> String {
        let only = (!fund.spent_on.is_empty()).then(|| {
            let known = fund.spent_on.join(self.words.get("list.between"));
            self.words.say("say.spent-on", &[("categories", known.into())])
        });
        let watched = fund
            .supervised_by
            .as_ref()
            .map(|who| self.words.say("say.supervised-by", &[("who", who.as_str().into())]));
        let said = fund.purpose.clone().into_iter().chain(only).chain(watched);
        said.collect::<Vec<_>>().join(self.words.get("list.clause"))
    }

    /// What a gift in kind is worth, in words: it is no sum that moved.
    #[must_use]
    pub(crate) fn worth(&self, worth: &Stated) -> String {
        if worth.exact() == Some(Money::ZERO) {
            return self.word("say.not-valued");
        }
        let amount = match worth {
            Stated::Exact(money) => self.format().money(*money),
            Stated::Rough(rough) => rough.said.clone(),
        };
        self.words.say("say.worth", &[("amount", amount.into())])
    }

    /// That amounts are left out of a sum, and how many; empty where none are.
    #[must_use]
    pub(crate) fn left_out(&self, n: usize) -> String {
        if n == 0 { String::new() } else { self.words.say("say.left-out", &[("n", n.into())]) }
    }

    /// Whether a fund was balanced, and that its books leave something out up to a day.
    #[must_use]
    pub(crate) fn with_left_out(&self, mut balanced: State, fund: &Fund, day: Day) -> State {
        let note = self.left_out(self.board.ledger.left_out(&fund.id, fund.opened, day));
        if !note.is_empty() {
            balanced.word = format!("{}{}{note}", balanced.word, self.word("list.clause"));
        }
        balanced
    }

    /// The state of a record, in a word.
    #[must_use]
    pub(crate) fn state(&self, record: &Record) -> Option<State> {
        match &record.body {
            Body::Decision(decision) => {
                let mut outcomes = decision.motions.iter().map(|motion| motion.outcome);
                let first = outcomes.next()?;
                if outcomes.all(|outcome| outcome == first) {
                    return Some(outcome_state(self, first));
                }
                self.standing(record)
            }
            Body::Charge(charge) => {
                let rate = self.board.collection(charge).of_money()?.per_mille()?;
                let tone = if rate >= 1000 { "good" } else { "open" };
                let word = self.format().share(rate);
                Some(State {
                    word: self.words.say("state.collected", &[("share", word.into())]),
                    tone,
                })
            }
            Body::Pact(pact) => {
                super::pact::state(self, record, pact).or_else(|| self.standing(record))
            }
            _ => self.standing(record),
        }
    }

    fn standing(&self, record: &Record) -> Option<State> {
        let state = |one: Standing| State { word: self.word(one.key()), tone: one.tone() };
        standing(self.board, record).map(state)
    }

    /// A record as a row of a list.
    #[must_use]
    pub(crate) fn row(&self, record: &Record) -> Row {
        let money = self.money_of(record);
        Row {
            date: record.head.date.map(|day| self.format().date(day)),
            title: self.link(record),
            category: record.head.category.clone().unwrap_or_default(),
            flow: money.as_ref().map_or_else(String::new, |(_, word)| self.word(word)),
            amount: money.map(|(amount, _)| amount),
            state: self.state(record),
        }
    }

    /// A record as a card of a chain.
    #[must_use]
    pub(crate) fn card(&self, record: &Record, relation: String) -> Card {
        Card {
            depth: 1,
            relation,
            kind: self.word(&format!("kind.{}", record.head.id.kind.name())),
            title: self.link(record),
            date: record.head.date.map(|day| self.format().date(day)),
            amount: self.money_of(record).map(|(amount, _)| amount),
            state: self.state(record),
        }
    }
}
