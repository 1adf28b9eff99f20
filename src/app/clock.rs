//! The clock, read once a run: which day it is where the board is.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::model::calendar::Day;

/// Today in an IANA time zone; `None` if there is no such zone.
#[must_use]
pub(crate) fn today(time_zone: &str) -> Option<Day> {
    let zone = TimeZone::get(time_zone).ok()?;
    let date = Timestamp::now().to_zoned(zone).date();
    Day::new(date.year(), date.month(), date.day())
}
