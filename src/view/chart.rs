//! Charts as geometry: shares of a square of 1000 by 1000, drawn by the theme as inline SVG, with
//! the figures in words and the table beside it for those who cannot see them.

use rust_decimal::Decimal;
use serde::Serialize;

use super::Desk;
use crate::model::calendar::Month;
use crate::model::ledger::Turnover;
use crate::model::money::Money;
use crate::model::quantity::per_mille;

/// The months of a chart: a year of them.
pub(crate) const MONTHS: usize = 12;

/// What came in and went out by month, as pairs of columns, and what was left, as a line.
#[derive(Clone, Debug, Serialize)]
pub struct Chart {
    /// What it shows: `2024年4月至2025年3月`.
    pub title: String,
    /// The highest and the last figures in one sentence, for those who cannot see it.
    pub sentence: String,
    /// What was left month by month in one sentence; empty where the chart has no line.
    pub line_sentence: String,
    /// The figure at the top of the columns.
    pub top: String,
    /// The figure at the top of the line; empty where the chart has none.
    pub line_top: String,
    /// The figure at the foot of the line.
    pub line_foot: String,
    /// A pair of columns a month, oldest first.
    pub columns: Vec<MonthColumns>,
    /// The points of the line, as SVG writes them; empty where the chart has none.
    pub line: String,
}

/// A month of a chart.
#[derive(Clone, Debug, Serialize)]
pub struct MonthColumns {
    /// The month, as short as the number of columns asks: `3月`, `3`.
    pub label: String,
    /// Where its column of income begins.
    pub income_left: i64,
    /// How high it is.
    pub income_height: i64,
    /// Where its column of spending begins.
    pub spending_left: i64,
    /// How high it is.
    pub spending_height: i64,
    /// How wide both are.
    pub width: i64,
}

/// A chart of the given months, oldest first; `None` for fewer than two.
#[must_use]
pub(crate) fn of_months(
    desk: &Desk<'_>,
    months: &[(Month, Turnover)],
    with_line: bool,
) -> Option<Chart> {
    let [(first, _), .., (last, newest)] = months else { return None };
    let format = desk.format();
    let whole = |money: Money| format.amount(money).text.trim_end_matches(".00").to_owned();
    let amounts = months.iter().flat_map(|(_, turnover)| [turnover.income, turnover.spending]);
    let highest = amounts.max().unwrap_or_default();
    let top = rounded_up(highest);
    let step = 1000 / i64::try_from(months.len()).unwrap_or(1);
    let columns = months.iter().zip(0..).map(|((month, turnover), place)| MonthColumns {
        label: if months.len() > 4 { month.month.to_string() } else { format.month(*month) },
        income_left: place * step + step * 14 / 100,
        income_height: share(turnover.income, top),
        spending_left: place * step + step * 52 / 100,
        spending_height: share(turnover.spending, top),
        width: step * 34 / 100,
    });
    let left = || months.iter().map(|(_, turnover)| turnover.closing);
    let line_top = rounded_up(left().max().unwrap_or_default());
    let lowest = left().min().unwrap_or_default();
    let foot = if lowest.is_negative() { -rounded_up(-lowest) } else { Money::ZERO };
    let point = |(money, place): (Money, i64)| {
        let height = share(money - foot, line_top - foot);
        format!("{},{}", place * step + step / 2, 1000 - height)
    };
    let points: Vec<String> = left().zip(0..).map(point).collect();
    let range = [("from", format.month(*first).into()), ("to", format.month(*last).into())];
    let money = |money: Money| format.money(money).into();
    let title = desk.words.say("say.range", &range);
    Some(Chart {
        sentence: desk.words.say(
            "say.chart-months",
            &[
                ("range", title.as_str().into()),
                ("highest", money(highest)),
                ("month", format.month(*last).into()),
                ("income", money(newest.income)),
                ("spending", money(newest.spending)),
            ],
        ),
        line_sentence: if with_line {
            let closing = months.first().map_or(Money::ZERO, |(_, turnover)| turnover.closing);
            let args = [
                ("from", format.month(*first).into()),
                ("first", money(closing)),
                ("to", format.month(*last).into()),
                ("last", money(newest.closing)),
            ];
            desk.words.say("say.chart-left", &args)
        } else {
            String::new()
        },
        title,
        top: whole(top),
        line_top: if with_line { whole(line_top) } else { String::new() },
        line_foot: if with_line { whole(foot) } else { String::new() },
        columns: columns.collect(),
        line: if with_line { points.join(" ") } else { String::new() },
    })
}

/// How long a bar is, in tenths of a percent of the longest.
#[must_use]
pub(crate) fn share(part: Money, whole: Money) -> i64 {
    let (part, whole) = (Decimal::from(part.minor()), Decimal::from(whole.minor()));
    per_mille(part, whole).unwrap_or(0).clamp(0, 1000)
}

/// The next of a few round figures, in minor units; at least a hundred of them.
fn rounded_up(money: Money) -> Money {
    let mut step = 100_i64;
    loop {
        for times in [1, 2, 3, 4, 5, 6, 8] {
            if step * times >= money.minor() {
                return Money::from_minor(step * times).unwrap_or(money);
            }
        }
        step *= 10;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scales_end_at_round_figures() {
        let check = |minor: i64, top: i64| {
            let money = Money::from_minor(minor).expect("an amount");
            assert_eq!(rounded_up(money).minor(), top, "{minor}");
        };
        check(0, 100);
        check(100, 100);
        check(101, 200);
        check(535_420, 600_000);
        check(200_000, 200_000);
        check(3_634_236, 4_000_000);
        check(crate::model::money::LARGEST, crate::model::money::LARGEST);
    }
}
