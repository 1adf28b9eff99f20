//! All members of a portal: what they come to together, and a row each.

use super::super::coverage::{RecordLine, Strip, duty_state};
use super::super::export::Export;
use super::super::frame::Heading;
use super::super::parts::{Fact, Link, State};
use super::super::plan::{MEMBER_DUTIES, MEMBERS};
use super::super::statistics::{Group, Grouping};
use super::super::{Desk, Page};
use super::{
    Members, NONE, amount, closed, collected, format_of, heads, link, of, page_of, section, total,
    ways,
};
use crate::model::calendar::Period;
use crate::model::member::{Member, Together, Told, ToldNotice};
use crate::words::Arg;

/// How many of the newest notices of all members are shown.
const NEWEST: usize = 20;
/// How many of them at most are of one member.
const NEWEST_OF_ONE: usize = 3;

/// Builds the page.
pub(crate) fn build<'a>(desk: &Desk<'a>) -> (Page<'a>, Heading) {
    let all = &desk.board.members.all;
    let duties = Link { text: desk.word("page.member-duties"), href: desk.href(MEMBER_DUTIES) };
    let has_duties = desk.plan.addresses.contains_key(MEMBER_DUTIES);
    let sections = [
        section(desk, "portal.unread", unread(desk)),
        section(desk, "portal.newest", newest(desk)),
    ];
    let page = Members {
        sentence: sentence(desk, all),
        own: Link { text: String::new(), href: String::new() },
        facts: facts(desk, all),
        groupings: vec![grouping(desk, all)],
        sections: sections.into_iter().flatten().collect(),
        ways: has_duties.then_some(duties).into_iter().chain(ways(desk, None)).collect(),
        downloads: desk.downloads(&[Export::Members, Export::MemberPeriods]),
    };
    let title = desk.word("page.members");
    let description = page.sentence.clone();
    (Page::Members(Box::new(page)), Heading { title, description, trail: Vec::new() })
}

/// What the home page says of the members; nothing where there are none.
pub(crate) fn strip(desk: &Desk<'_>) -> Option<Strip> {
    if desk.board.members.is_empty() {
        return None;
    }
    let all = &desk.board.members.all;
    let whole = all.told == all.boards;
    let (key, tone) =
        if whole { ("state.all-read", "good") } else { ("state.some-unread", "open") };
    Some(Strip {
        sentence: sentence(desk, all),
        state: State { word: desk.word(key), tone },
        missing: unread(desk).into_iter().map(|line| line.sentence).collect(),
        link: Link { text: desk.word("page.all-members"), href: desk.href(MEMBERS) },
    })
}

fn sentence(desk: &Desk<'_>, all: &Together) -> String {
    let args = [
        ("boards", Arg::from(all.boards)),
        ("told", all.told.into()),
        ("summed", all.summed.into()),
        ("balance", desk.format().money(all.totals.balance).into()),
    ];
    desk.words.say("say.boards", &args)
}

fn facts(desk: &Desk<'_>, all: &Together) -> Vec<Fact> {
    let format = desk.format();
    let fact = |label: String, value: String, n: i64| Fact {
        label,
        values: vec![Link {
            text: format!("{value}{}", of(desk, n, all.boards)),
            href: String::new(),
        }],
        set: "text",
    };
    let mut facts =
        vec![fact(desk.word("portal.balance"), format.money(all.totals.balance), all.summed)];
    let year = desk.board.as_of.year();
    let period = format.period(Period::Year(year));
    let label = |key: &str| desk.words.say(key, &[("period", period.as_str().into())]);
    if let Some(flows) = all.totals.years.get(&year) {
        facts.push(fact(label("portal.income"), format.money(flows.income), flows.boards));
        facts.push(fact(label("portal.spending"), format.money(flows.spending), flows.boards));
    }
    if let Some(one) = all.totals.collection.get(&year) {
        facts.push(fact(label("portal.collected"), collected(format, Some(one)), one.boards));
    }
    if let Some(one) = all.totals.cases.get(&year) {
        facts.push(fact(label("portal.closed"), closed(format, Some(one)), one.boards));
    }
    facts
}

fn grouping(desk: &Desk<'_>, all: &Together) -> Grouping {
    let groups = desk.board.members.iter();
    let year = desk.board.as_of.year();
    let format = desk.format();
    Grouping {
        title: desk.word("portal.each"),
        // What is left comes first: it is what a narrow page shows.
        heads: heads(desk, &["left", "collected-head", "closed-head", "missing", "as-of"]),
        groups: groups.map(|member| row(desk, member)).collect(),
        total: Group {
            name: total(desk, all.summed, all.boards),
            figures: vec![
                amount(desk, format, all.totals.balance),
                collected(format, all.totals.collection.get(&year)),
                closed(format, all.totals.cases.get(&year)),
                all.totals.duties.missing.to_string(),
                String::new(),
            ],
        },
    }
}

fn row(desk: &Desk<'_>, member: &Member) -> Group {
    let name = link(desk, member);
    let Ok(told) = &member.told else {
        let mut figures = vec![desk.word("portal.not-read")];
        figures.extend([NONE; 4].map(str::to_owned));
        return Group { name, figures };
    };
    let (whole, format, year) = (told.whole(), format_of(desk, told), desk.board.as_of.year());
    Group {
        name,
        figures: vec![
            amount(desk, format, whole.totals.balance),
            collected(format, whole.totals.collection.get(&year)),
            closed(format, whole.totals.cases.get(&year)),
            duties(&whole),
            age(desk, told),
        ],
    }
}

/// How many duties are missing; nothing where no pack asks any.
fn duties(whole: &Together) -> String {
    match whole.totals.duties.all() {
        0 => NONE.to_owned(),
        _ => whole.totals.duties.missing.to_string(),
    }
}

/// The day for which a member was made, and how long ago that is once it is stale.
pub(super) fn age(desk: &Desk<'_>, told: &Told) -> String {
    let mut date = desk.format().date(told.as_of).text;
    if !told.is_summed(&desk.board.profile.currency) {
        date = desk.words.say("portal.not-summed", &[("date", date.into())]);
    }
    if !told.is_stale(desk.board.as_of) {
        return date;
    }
    let days = told.as_of.until(desk.board.as_of);
    desk.words.say("portal.stale", &[("date", date.into()), ("n", days.into())])
}

/// The members that cannot be read, and why.
fn unread(desk: &Desk<'_>) -> Vec<RecordLine> {
    let members = desk.board.members.iter();
    let lines = members.filter_map(|member| {
        let args =
            [("folder", Arg::from(&*member.id)), ("why", member.told.as_ref().err()?.told())];
        Some(RecordLine {
            record: link(desk, member),
            sentence: desk.words.say("say.unread", &args),
        })
    });
    lines.collect()
}

/// What members posted or changed last.
fn newest(desk: &Desk<'_>) -> Vec<RecordLine> {
    let told = desk.board.members.iter();
    let told = told.filter_map(|member| Some((member, member.told.as_ref().ok()?)));
    // Nobody fills the list alone.
    let mut all: Vec<_> = told
        .flat_map(|(member, told)| {
            told.changes.iter().take(NEWEST_OF_ONE).map(move |one| (member, told, one))
        })
        .collect();
    all.sort_by(|a, b| b.2.day.cmp(&a.2.day).then_with(|| a.0.id.cmp(&b.0.id)));
    let line = |(member, told, one): &(&Member, &Told, &ToldNotice)| {
        let date = desk.format().date(one.day).text;
        let args = [("name", Arg::from(told.name.as_str())), ("date", date.into())];
        RecordLine {
            record: Link { text: one.title.clone(), href: page_of(desk, member, told, &one.page) },
            sentence: desk.words.say("say.changed-by", &args),
        }
    };
    all.iter().take(NEWEST).map(line).collect()
}

/// The word for what came of the duties of a member, for its own page.
pub(super) fn duty_word(desk: &Desk<'_>, told: &Told) -> String {
    desk.word(duty_state(told.own.duties).0)
}
