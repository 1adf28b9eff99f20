//! What happened, in one plain sentence that can be read aloud.

use super::frame::contact_line;
use super::{Desk, budget, consultation, pact, people, project, register};
use crate::model::budget::Budget;
use crate::model::calendar::{Day, Period};
use crate::model::case::{Case, Event, Happened, Tier};
use crate::model::charge::{Charge, Waived};
use crate::model::collection::Part;
use crate::model::fee::Fee;
use crate::model::id::RecordId;
use crate::model::ledger::{Flow, Turnover};
use crate::model::meeting::Window;
use crate::model::money::Money;
use crate::model::moved::{Given, Income};
use crate::model::record::{Body, Record};
use crate::model::review::Review;
use crate::model::stated::Stated;
use crate::model::workdays::Days;
use crate::words::Arg;

impl Desk<'_> {
    /// One sentence about a record.
    #[must_use]
    pub(crate) fn sentence(&self, record: &Record) -> String {
        let format = self.format();
        let date = |day| Arg::from(format.day_text(day));
        let publisher = || Arg::from(self.board.profile.publisher.as_str());
        let title = || Arg::from(self.title(record));
        if let Some(adjusts) = record.adjusts() {
            return self.adjusting_sentence(record, adjusts);
        }
        match &record.body {
            Body::Income(income) => self.income_sentence(income, title()),
            Body::Expenditure(spent) => {
                let key = match (
                    spent.amount.exact().is_some_and(Money::is_negative),
                    spent.payee.is_some(),
                ) {
                    (true, _) => "say.refund",
                    (false, true) => "say.spent-to",
                    (false, false) => "say.spent",
                };
                let args = [
                    ("date", date(spent.date)),
                    ("who", publisher()),
                    ("payee", spent.payee.clone().unwrap_or_default().into()),
                    ("money", self.stated(&spent.amount).into()),
                    ("item", title()),
                ];
                self.words.say(key, &args)
            }
            Body::Transfer(transfer) => self.words.say(
                "say.transfer",
                &[
                    ("date", date(transfer.date)),
                    ("money", format.money(transfer.amount).into()),
                    ("from", self.pot_name(&transfer.from).into()),
                    ("to", self.pot_name(&transfer.to).into()),
                ],
            ),
            Body::Balance(balance) => self.words.say(
                "say.balance",
                &[
                    ("date", date(balance.date)),
                    ("pot", self.pot_name(&balance.pot).into()),
                    ("money", format.money(balance.balance).into()),
                ],
            ),
            Body::Statement(review) => self.review_sentence(review),
            Body::Charge(_) | Body::Fee(_) => self.fee_sentence(record),
            Body::Consultation(one) => consultation::sentence(self, one),
            Body::Decision(decision) => {
                let assembly = format!("value.{}", decision.assembly.name());
                let passed =
                    decision.motions.iter().filter(|motion| motion.outcome.claims() == Some(true));
                if let (true, [election, ..]) = (decision.motions.is_empty(), &*decision.elections)
                    && decision.date <= self.board.as_of
                {
                    return self.elected(decision, election);
                }
                let key = match (decision.motions.is_empty(), decision.is_to_come(self.board.as_of))
                {
                    (true, true) => "say.will-meet",
                    (true, false) => "say.met",
                    (false, _) => "say.decided",
                };
                self.words.say(
                    key,
                    &[
                        ("date", date(decision.date)),
                        ("assembly", Arg::Word(assembly)),
                        ("n", decision.motions.len().into()),
                        ("passed", passed.count().into()),
                    ],
                )
            }
            Body::Case(case) => self.case_sentence(case),
            Body::Project(one) => project::sentence(self, record, one),
            Body::Budget(budget) => self.budget_sentence(budget),
            Body::Notice(notice) => {
                notice.window.as_ref().map(|window| self.window_days(window)).unwrap_or_default()
            }
            Body::Posting(posting) => self.posting_sentence(posting),
            Body::Withheld(one) => self.withheld_sentence(one),
            Body::Pact(one) => pact::sentence(self, record, one),
            Body::Register(one) => register::sentence(self, one),
            Body::People(term) => people::sentence(self, term),
            Body::Page | Body::Withdrawn => String::new(),
        }
    }

    /// When a case came in, and what became of it.
    fn case_sentence(&self, case: &Case) -> String {
        let format = self.format();
        let date = |day| Arg::from(format.day_text(day));
        let late = case.days_late(self.board.as_of);
        match case.ending() {
            Some(ending) => self.words.say(
                if late.is_some() { "say.closed-late" } else { "say.closed" },
                &[
                    ("opened", date(case.opened)),
                    ("closed", date(ending.on)),
                    ("n", case.days().unwrap_or(0).into()),
                    ("reason", Arg::Word(format!("value.{}", ending.reason.name()))),
                    ("late", late.unwrap_or(0).into()),
                ],
            ),
            None if case.reopenings() > 0 => {
                let reopened = |event: &&Event| event.what == Happened::Reopened;
                let since = case.history.iter().rev().find(reopened);
                let since = since.map_or(case.opened, |event| event.on);
                let key = if late.is_some() { "say.reopened-late" } else { "say.reopened-since" };
                self.words.say(key, &[("opened", date(case.opened)), ("since", date(since))])
            }
            None => match &case.tier {
                Some(Tier::By(day)) if late.is_some() => self.words.say(
                    "say.open-late",
                    &[("opened", date(case.opened)), ("by", format.deadline(*day).into())],
                ),
                Some(Tier::By(day)) => self.words.say(
                    "say.open-by",
                    &[("opened", date(case.opened)), ("by", format.deadline(*day).into())],
                ),
                Some(Tier::EscalatedTo(to)) => self.words.say(
                    "say.open-escalated",
                    &[("opened", date(case.opened)), ("to", to.as_str().into())],
                ),
                _ => self.words.say("say.open", &[("opened", date(case.opened))]),
            },
        }
    }

    fn income_sentence(&self, income: &Income, item: Arg) -> String {
        let key = match (&income.given, &income.from) {
            (Given::Money(_), Some(_)) => "say.income-from",
            (Given::Money(_), None) => "say.income",
            (Given::Goods(_), Some(_)) => "say.gift-from",
            (Given::Goods(_), None) => "say.gift",
        };
        let args = [
            ("date", self.format().day_text(income.date).into()),
            ("who", self.board.profile.publisher.as_str().into()),
            ("from", income.from.clone().unwrap_or_default().into()),
            ("money", self.given(&income.given).into()),
            ("item", item),
        ];
        self.words.say(key, &args)
    }

    fn given(&self, given: &Given) -> String {
        match given {
            Given::Money(amount) => self.stated(amount),
            Given::Goods(worth) => self.worth(worth),
        }
    }

    /// Who reviewed what, when, and what they found.
    fn review_sentence(&self, review: &Review) -> String {
        let fund = review.fund.as_ref().and_then(|fund| self.board.fund(fund));
        let args = [
            ("date", self.format().date(review.date).text.into()),
            ("who", review.reviewers.join(self.words.get("list.between")).into()),
            ("period", self.format().period(review.period).into()),
            ("fund", fund.map(|fund| fund.name.clone()).unwrap_or_default().into()),
        ];
        let key = match (review.is_reviewed(), fund.is_some()) {
            (true, true) => "say.reviewed-fund",
            (true, false) => "say.reviewed",
            (false, true) => "say.stated-fund",
            (false, false) => "say.stated",
        };
        self.words.say(key, &args)
    }

    /// What an entry that puts another right does, with its sign.
    fn adjusting_sentence(&self, record: &Record, adjusts: &RecordId) -> String {
        let stated = match &record.body {
            Body::Income(one) => Some(one.worth().clone()),
            Body::Expenditure(one) => Some(one.amount.clone()),
            Body::Transfer(one) => Some(Stated::Exact(one.amount)),
            _ => None,
        };
        let amount = stated.map(|stated| match stated {
            Stated::Exact(money) => self.format().money(money),
            Stated::Rough(rough) => rough.said,
        });
        let args = [
            (
                "date",
                record.head.date.map(|day| self.format().date(day).text).unwrap_or_default().into(),
            ),
            ("who", self.board.profile.publisher.as_str().into()),
            ("of", self.link_id(adjusts).text.into()),
            ("item", self.title(record).into()),
            ("money", amount.unwrap_or_default().into()),
        ];
        self.words.say("say.adjusts", &args)
    }

    /// An amount in a sentence, without its sign: the sentence says which way the money went.
    fn stated(&self, stated: &Stated) -> String {
        match stated {
            Stated::Exact(money) => self.format().money(money.abs()),
            Stated::Rough(rough) => rough.said.clone(),
        }
    }

    /// What was meant to come in and go out, and what did: of the sides that the budget has.
    fn budget_sentence(&self, budget: &Budget) -> String {
        let said = [(Flow::In, "say.budget-income"), (Flow::Out, "say.budget-spending")];
        let said = said.into_iter().filter_map(|(flow, key)| {
            let (planned, actual) = budget::sums(self, budget, flow)?;
            let money = |sum| Arg::from(self.format().money(sum));
            Some(self.words.say(key, &[("planned", money(planned)), ("actual", money(actual))]))
        });
        said.collect::<Vec<_>>().join(self.words.get("list.sentence"))
    }

    fn fee_sentence(&self, record: &Record) -> String {
        let format = self.format();
        match &record.body {
            Body::Fee(fee) => {
                let as_of = self.board.as_of;
                let mut said = self.fee_on(fee, as_of);
                for rate in fee.rates().skip(1).filter(|rate| rate.from > as_of) {
                    let from = Arg::from(format.date(rate.from).text);
                    let args = [("from", from), ("rate", self.rate(fee, rate.rate).into())];
                    said.push_str(&self.words.say("say.fee-will", &args));
                }
                said
            }
            Body::Charge(charge) => {
                let one = self.board.collection(charge);
                let share = |part: Option<i64>| part.map(|share| format.share(share));
                let of_money = share(one.of_money().and_then(Part::<Money>::per_mille));
                let key = match (one.recorded, &of_money) {
                    (false, _) => "say.charge-none",
                    (true, Some(_)) => "say.charge",
                    (true, None) => "say.charge-open",
                };
                let args = [
                    ("payers", self.payers(charge, one.received.payers).into()),
                    ("of", self.payers(charge, one.payers).into()),
                    ("paid", format.money(one.received.amount).into()),
                    ("owed", one.owed.map(|owed| format.money(owed)).unwrap_or_default().into()),
                    ("share", of_money.unwrap_or_default().into()),
                    (
                        "payers_share",
                        share(one.of_payers().and_then(Part::<i64>::per_mille))
                            .unwrap_or_default()
                            .into(),
                    ),
                ];
                self.words.say(key, &args)
            }
            _ => String::new(),
        }
    }

    /// What a fee asks on a day.
    #[must_use]
    pub(crate) fn fee_on(&self, fee: &Fee, day: Day) -> String {
        let format = self.format();
        let (Some(rate), Some(per)) = (fee.rate_on(day), fee.per) else {
            let from = Arg::from(format.date(fee.from).text);
            return self.words.say("say.fee-shared", &[("from", from)]);
        };
        let args = [
            ("from", format.date(rate.from).text.into()),
            ("every", Arg::Word(format!("value.{}", fee.every.name()))),
            ("per", Arg::Word(format!("value.{}", per.name()))),
            ("rate", format.decimal(rate.rate).into()),
            ("unit", format.unit().into()),
        ];
        self.words.say("say.fee", &args)
    }

    /// What came in, went out and is left; of a period that is not over, up to which day.
    #[must_use]
    pub(crate) fn turnover_sentence(
        &self,
        period: Period,
        turnover: &Turnover,
        state: &str,
    ) -> String {
        let format = self.format();
        let over = period.days().1 <= self.board.as_of;
        let key = match (over, period) {
            (false, _) => "say.turnover-so-far",
            (true, Period::Month(_)) => "say.turnover",
            (true, _) => "say.turnover-period",
        };
        self.words.say(
            key,
            &[
                ("month", format.period(period).into()),
                ("date", format.date(self.board.as_of).short.into()),
                ("income", format.money(turnover.income).into()),
                ("spending", format.money(turnover.spending).into()),
                ("closing", format.money(turnover.closing).into()),
                ("state", state.into()),
            ],
        )
    }

    /// Until when something is posted, and how to object.
    #[must_use]
    pub fn window(&self, window: &Window) -> String {
        let mut said = self.window_days(window);
        let open = window.last(&self.board.workdays) >= self.board.as_of;
        if let Some(contact) = self.board.profile.contacts.first().filter(|_| open) {
            let line = contact_line(self, contact);
            said.push_str(&self.words.say("say.object-to", &[("contact", line.into())]));
        }
        said
    }

    /// From when to when something is or was posted.
    #[must_use]
    pub fn window_days(&self, window: &Window) -> String {
        let format = self.format();
        let kind = match window.kind {
            Days::Calendar => "value.calendar",
            Days::Working if window.may_be_longer(&self.board.workdays) => "value.working-open",
            Days::Working => "value.working",
        };
        self.words.say(
            "say.window",
            &[
                ("from", format.date(window.from).text.into()),
                ("last", format.deadline(window.last(&self.board.workdays)).into()),
                ("n", i64::from(window.days).into()),
                ("kind", Arg::Word(kind.to_owned())),
            ],
        )
    }

    /// What was let off, in one sentence.
    #[must_use]
    pub fn waived(&self, charge: &Charge, waived: &Waived) -> String {
        let args = [
            ("payers", self.payers(charge, waived.payers).into()),
            ("amount", self.format().money(waived.amount).into()),
            ("why", waived.why.as_str().into()),
        ];
        self.words.say("say.waived", &args)
    }
}
