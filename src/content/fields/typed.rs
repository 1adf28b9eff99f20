//! The values of fields, each read from its text and pointed at where it does not read.

use rust_decimal::Decimal;

use super::{Desk, Fields};
use crate::content::{about, rough, values};
use crate::diagnostic::Code;
use crate::model::calendar::{Day, Period};
use crate::model::money::Money;
use crate::model::stated::{Stated, StatedCount, StatedShare};

impl Fields<'_> {
    /// A calendar day.
    pub fn day(&self, desk: &mut Desk<'_>, name: &str) -> Option<Day> {
        let day = self.parsed(desk, name, Code::NotADate, values::day);
        if day.is_none()
            && let Some(node) = self.node(name)
            && let Some(meant) =
                node.text().and_then(|text| values::day_without_year(text, desk.file))
            && let Some(field) = self.declared(name)
            && let Some(finding) = desk.findings.last_mut()
        {
            finding.paste = Some(format!("{}: {meant}", self.script.name(field.en, field.zh)));
        }
        day
    }

    /// A period.
    pub fn period(&self, desk: &mut Desk<'_>, name: &str) -> Option<Period> {
        self.parsed(desk, name, Code::NotAPeriod, values::period)
    }

    /// An amount of money.
    pub fn money(&self, desk: &mut Desk<'_>, name: &str) -> Option<Money> {
        let currency = desk.currency.clone();
        self.parsed(desk, name, Code::NotMoney, |text| values::money(text, &currency))
    }

    /// An amount of money that may be known only roughly.
    pub fn stated(&self, desk: &mut Desk<'_>, name: &str) -> Option<Stated> {
        let currency = desk.currency.clone();
        self.parsed(desk, name, Code::NotMoney, |text| values::stated(text, &currency))
    }

    /// A share that may be known only roughly.
    pub fn share(&self, desk: &mut Desk<'_>, name: &str) -> Option<StatedShare> {
        self.parsed(desk, name, Code::NotAPercentage, values::share)
    }

    /// A share that may be above the whole.
    pub fn rate(&self, desk: &mut Desk<'_>, name: &str) -> Option<StatedShare> {
        self.parsed(desk, name, Code::NotAPercentage, values::rate)
    }

    /// A number that may be known only roughly.
    pub fn rough(&self, desk: &mut Desk<'_>, name: &str) -> Option<Stated> {
        self.parsed(desk, name, Code::NotANumber, about::rough)
    }

    /// A whole number, 0 or more, that may be known only roughly.
    pub fn stated_count(&self, desk: &mut Desk<'_>, name: &str) -> Option<StatedCount> {
        self.parsed(desk, name, Code::NotANumber, rough::stated_count)
    }

    /// A decimal of at most `places` places, 0 or more.
    pub fn decimal(&self, desk: &mut Desk<'_>, name: &str, places: u32) -> Option<Decimal> {
        self.parsed(desk, name, Code::NotANumber, |text| values::decimal(text, places))
    }

    /// A whole number, 0 or more.
    pub fn count(&self, desk: &mut Desk<'_>, name: &str) -> Option<i64> {
        self.parsed(desk, name, Code::NotANumber, values::count)
    }
}
