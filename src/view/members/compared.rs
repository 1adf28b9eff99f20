//! The members of a portal side by side in a month or a year.

use super::super::frame::Heading;
use super::super::parts::Link;
use super::super::plan::MEMBERS;
use super::super::statistics::{Group, Grouping};
use super::super::{Desk, Page};
use super::{Members, closed, collected, flows, format_of, heads, link, total, ways};
use crate::model::calendar::Period;
use crate::model::member::Member;
use crate::model::totals::Totals;
use crate::view::format::Format;
use crate::words::Arg;

/// Builds the page.
pub(crate) fn build<'a>(desk: &Desk<'a>, period: Period) -> (Page<'a>, Heading) {
    let board = desk.board;
    let all = &board.members.all;
    let n = match period {
        Period::Month(month) => all.totals.months.get(&month).map_or(0, |one| one.boards),
        _ => all.totals.years.get(&period.first().year).map_or(0, |one| one.boards),
    };
    let row = |member: &Member| {
        let figures = match &member.told {
            Ok(told) => figures(desk, format_of(desk, told), &told.whole().totals, period),
            Err(_) => figures(desk, desk.format(), &Totals::default(), period),
        };
        Group { name: link(desk, member), figures }
    };
    let name = desk.format().period(period);
    let args = [("period", Arg::from(name.as_str()))];
    let title = desk.words.say("title.compared", &args);
    let args = [("period", name.into()), ("n", n.into()), ("boards", all.boards.into())];
    let sentence = desk.words.say("say.boards-compared", &args);
    let page = Members {
        sentence: sentence.clone(),
        own: Link { text: String::new(), href: String::new() },
        facts: Vec::new(),
        groupings: vec![Grouping {
            title: desk.word("portal.each"),
            heads: heads(desk, columns(period)),
            groups: board.members.iter().map(row).collect(),
            total: Group {
                name: total(desk, n, all.boards),
                figures: figures(desk, desk.format(), &all.totals, period),
            },
        }],
        sections: Vec::new(),
        ways: ways(desk, Some(period)),
        downloads: Vec::new(),
    };
    let above = Link { text: desk.word("page.members"), href: desk.href(MEMBERS) };
    let heading = Heading { title, description: sentence, trail: vec![above] };
    (Page::Members(Box::new(page)), heading)
}

fn columns(period: Period) -> &'static [&'static str] {
    const HEADS: [&str; 5] =
        ["income-head", "spending-head", "left", "collected-head", "closed-head"];
    // Charges and cases are told by the year.
    if matches!(period, Period::Month(_)) { &HEADS[..3] } else { &HEADS }
}

fn figures(desk: &Desk<'_>, format: Format<'_>, totals: &Totals, period: Period) -> Vec<String> {
    if let Period::Month(month) = period {
        return flows(desk, format, totals.months.get(&month)).to_vec();
    }
    let year = period.first().year;
    let mut figures = flows(desk, format, totals.years.get(&year)).to_vec();
    figures.push(collected(format, totals.collection.get(&year)));
    figures.push(closed(format, totals.cases.get(&year)));
    figures
}
