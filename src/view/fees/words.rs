//! Fees and charges in words: rates, workings, shares with their parts beside them.

use rust_decimal::Decimal;

use crate::model::bill::{Bill, By};
use crate::model::charge::{Charge, StatedRate};
use crate::model::collection::{Collection, Part};
use crate::model::fee::{Basis, Fee, Step};
use crate::model::money::Money;
use crate::model::quantity::to_money;
use crate::model::stated::StatedShare;
use crate::view::Desk;
use crate::view::parts::Link;
use crate::words::Arg;

impl Desk<'_> {
    /// A rate with what it is counted by: `每平方米 0.35 元`.
    #[must_use]
    pub(crate) fn rate(&self, fee: &Fee, rate: Decimal) -> String {
        let number = self.format().decimal(rate);
        let Some(per) = fee.per else { return number };
        let args = [
            ("rate", number.into()),
            ("unit", self.format().unit().into()),
            ("per", Arg::Word(format!("value.{}", per.name()))),
        ];
        self.words.say("format.rate", &args)
    }

    /// The rates that a charge falls due at, each with its first day, linked to the decision
    /// behind it.
    #[must_use]
    pub(crate) fn rates_of(&self, charge: &Charge) -> Vec<Link> {
        let Some(fee) = self.board.fee_of(charge).filter(|_| charge.bill.is_none()) else {
            return Vec::new();
        };
        let step = |step: &Step<'_>| {
            let rate = self.rate(fee, step.rate.rate);
            let from = self.format().date(step.rate.from).text;
            // Before its first day the first rate is taken, without saying since when.
            let begun = step.rate.from <= step.month.first();
            let key = if begun { "say.rate-since" } else { "say.rate" };
            let text = self.words.say(key, &[("rate", rate.into()), ("from", from.into())]);
            let decision = step.rate.adopted_by.map(|id| self.link_id(id).href);
            Link { text, href: decision.unwrap_or_default() }
        };
        fee.steps(charge.period).unwrap_or_default().iter().map(step).collect()
    }

    /// How the amount due is worked out: `41 辆 × 300 元 = 12,300.00 元`.
    #[must_use]
    pub(crate) fn working(&self, charge: &Charge) -> Option<String> {
        let format = self.format();
        let fee = self.board.fee_of(charge).filter(|_| charge.bill.is_none())?;
        let owed = charge.computed(fee, self.board.profile.currency.digits)?;
        let quantity = self.quantity(charge)?;
        let part = |step: &Step<'_>| {
            let rate = format.decimal(step.rate.rate);
            let key = if step.times == 1 { "say.times-rate" } else { "say.times-rates" };
            let args = [
                ("quantity", quantity.as_str().into()),
                ("rate", rate.into()),
                ("unit", format.unit().into()),
                ("n", step.times.into()),
            ];
            self.words.say(key, &args)
        };
        let parts: Vec<String> = fee.steps(charge.period)?.iter().map(part).collect();
        Some(format!("{} = {}", parts.join(" + "), format.money(owed)))
    }

    /// How many square metres, vehicles or items a charge is counted by.
    #[must_use]
    pub(crate) fn quantity(&self, charge: &Charge) -> Option<String> {
        let per = self.board.fee_of(charge)?.per?;
        let args = [
            ("n", self.format().decimal(charge.due.quantity?).into()),
            ("per", Arg::Word(format!("value.{}", per.name()))),
        ];
        Some(self.words.say("format.quantity", &args))
    }

    /// So many payers of a charge, by what its fee counts.
    #[must_use]
    pub fn payers(&self, charge: &Charge, n: i64) -> String {
        self.words.say(&format!("count.payers{}", self.payer(charge)), &[("n", n.into())])
    }

    /// So many payers of several charges together: one who owes two periods counts twice.
    #[must_use]
    pub(super) fn payer_times(&self, charge: &Charge, n: i64) -> String {
        let n = self.format().decimal(Decimal::from(n));
        self.words.say(&format!("count.times{}", self.payer(charge)), &[("n", n.into())])
    }

    fn payer(&self, charge: &Charge) -> &'static str {
        let by_weights = charge.bill.as_ref().is_some_and(|bill| bill.by == By::Weights);
        match self.board.fee_of(charge).and_then(|fee| fee.per) {
            Some(Basis::Vehicle) => "-vehicle",
            _ if by_weights => "-bearer",
            _ => "",
        }
    }

    /// The share of those who paid, with the numbers beside it.
    #[must_use]
    pub(crate) fn share_of_payers(
        &self,
        one: &Collection,
        payers: &dyn Fn(i64) -> String,
    ) -> Option<String> {
        let part = one.of_payers()?;
        let said = (self.format().decimal(Decimal::from(part.part)), payers(part.of));
        self.part(part, said)
    }

    /// The share of the money that came in, with the amounts beside it.
    #[must_use]
    pub(crate) fn share_of_amount(&self, one: &Collection) -> Option<String> {
        let part = one.of_money()?;
        let said = (self.format().amount(part.part).text, self.format().money(part.of));
        self.part(part.minor(), said)
    }

    fn part(&self, part: Part<i64>, said: (String, String)) -> Option<String> {
        let share = self.format().share(part.per_mille()?);
        let args = [("share", share.into()), ("part", said.0.into()), ("of", said.1.into())];
        Some(self.words.say("say.part", &args))
    }

    /// What has not come in: how many, and how much.
    #[must_use]
    pub(crate) fn arrears(&self, charge: &Charge, one: &Collection) -> Option<String> {
        let (n, amount) = one.arrears()?;
        let payers = self.payers(charge, n);
        let Some(amount) = amount else { return Some(payers) };
        let args = [("payers", payers.into()), ("amount", self.format().money(amount).into())];
        Some(self.words.say("say.arrears", &args))
    }

    /// The rate of collection that a committee states, and whether the receipts bear it out.
    #[must_use]
    pub(crate) fn stated_rate(&self, stated: &StatedRate, one: &Collection) -> Vec<String> {
        let amount = one.of_money().map(Part::<Money>::minor);
        let said = |key: &str, stated: &Option<StatedShare>, share: Option<Part<i64>>| {
            let stated = stated.as_ref()?;
            let found = match share.map(|share| stated.holds(share)) {
                Some(true) => "say.stated-true",
                Some(false) => "say.stated-false",
                None => "say.stated-open",
            };
            let args =
                [("said", stated.said.as_str().into()), ("found", Arg::Word(found.to_owned()))];
            Some(self.words.say(key, &args))
        };
        let payers = said("say.stated-payers", &stated.payers, one.of_payers());
        payers.into_iter().chain(said("say.stated-amount", &stated.amount, amount)).collect()
    }

    /// What each household of a building pays, of a bill by household: `11 户各 7.28 元，33 户各
    /// 7.27 元`.
    #[must_use]
    pub(super) fn each(&self, bill: &Bill, payers: i64, more: i64) -> String {
        let Some((low, _)) = bill.each() else { return String::new() };
        let Some(minor) = Money::from_minor(1) else { return String::new() };
        let say = |n: i64, amount: Money| {
            let args = [("n", n.into()), ("amount", self.format().money(amount).into())];
            (n > 0).then(|| self.words.say("say.each", &args))
        };
        let said: Vec<String> =
            say(more, low + minor).into_iter().chain(say(payers - more, low)).collect();
        said.join(self.words.get("list.clause"))
    }

    /// The households, square metres or weights of one that bears a bill.
    #[must_use]
    pub(super) fn weight(&self, bill: &Bill, weight: Decimal) -> String {
        let n = match bill.by {
            By::Area => self.format().area(weight),
            By::Household | By::Weights => self.format().decimal(weight),
        };
        self.words.say(&format!("share.count-{}", bill.by.name()), &[("n", n.into())])
    }

    /// How a bill is shared out, and who pays what is left over, with the working.
    #[must_use]
    pub(crate) fn sharing_rule(&self, bill: &Bill) -> String {
        let format = self.format();
        let minor = |n: i64| format.money(Money::from_minor(n).unwrap_or_default());
        let (low, extra) = bill.each().unwrap_or_default();
        let per = Decimal::from(bill.amount.minor()).checked_div(bill.whole());
        let digits = self.board.profile.currency.digits;
        let per = per.and_then(|per| per.checked_div(Decimal::from(10_u64.pow(digits))));
        let even = if bill.left() == 0 { "-even" } else { "" };
        let args = [
            ("amount", format.money(bill.amount).into()),
            ("whole", self.weight(bill, bill.whole()).into()),
            ("low", format.money(low).into()),
            ("high", minor(low.minor() + 1).into()),
            ("left", minor(bill.left()).into()),
            ("minor", minor(1).into()),
            ("extra", extra.into()),
            ("rest", (bill.payers().unwrap_or_default() - extra).into()),
            (
                "per",
                per.map(|per| format.decimal(per.round_dp(digits + 2))).unwrap_or_default().into(),
            ),
            ("unit", format.unit().into()),
        ];
        self.words.say(&format!("share.rule-{}{even}", bill.by.name()), &args)
    }

    /// What a bill is for: how many things, and what one of them comes to.
    #[must_use]
    pub(crate) fn items(&self, bill: &Bill) -> Option<String> {
        let items = bill.items.filter(|items| *items > 0)?;
        let each = Decimal::from(bill.amount.minor()).checked_div(Decimal::from(items))?;
        let unit = Decimal::from(10_u64.pow(self.board.profile.currency.digits));
        let each = to_money(each.checked_div(unit)?, self.board.profile.currency.digits)?;
        let args = [("n", items.into()), ("each", self.format().money(each).into())];
        Some(self.words.say("say.items", &args))
    }
}
