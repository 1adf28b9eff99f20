//! One member of a portal: what it tells of itself.

use super::super::coverage::RecordLine;
use super::super::frame::Heading;
use super::super::parts::{Fact, Link};
use super::super::plan::MEMBERS;
use super::super::statistics::{Group, Grouping};
use super::super::{Desk, Page};
use super::overview::{age, duty_word};
use super::{Members, amount, closed, collected, flows, format_of, heads, page_of, section, total};
use crate::model::calendar::{Day, Month, Period};
use crate::model::member::{Member, Together, Told, ToldNotice};
use crate::model::totals::{CaseCount, Collected, Flows};
use crate::words::Arg;

/// How many months a member's page goes back.
const MONTHS: usize = 12;

/// Builds the page; `None` for a member that there is not.
pub(crate) fn build<'a>(desk: &Desk<'a>, id: &str) -> Option<(Page<'a>, Heading)> {
    let member = desk.board.members.iter().find(|member| *member.id == *id)?;
    let above = Link { text: desk.word("page.members"), href: desk.href(MEMBERS) };
    let (title, page) = match &member.told {
        Ok(told) => (told.name.clone(), told_page(desk, member, told)),
        Err(why) => {
            let args = [("folder", Arg::from(&*member.id)), ("why", why.told())];
            let page = Members {
                sentence: desk.words.say("say.unread", &args),
                own: Link { text: String::new(), href: String::new() },
                facts: Vec::new(),
                groupings: Vec::new(),
                sections: Vec::new(),
                ways: Vec::new(),
                downloads: Vec::new(),
            };
            (member.id.to_string(), page)
        }
    };
    let description = page.sentence.clone();
    let heading = Heading { title, description, trail: vec![above] };
    Some((Page::Members(Box::new(page)), heading))
}

fn told_page(desk: &Desk<'_>, member: &Member, told: &Told) -> Members {
    let href = page_of(desk, member, told, "index.html");
    let text = if href.is_empty() { String::new() } else { desk.word("portal.open") };
    let line = |one: &ToldNotice, key: &str| RecordLine {
        record: Link { text: one.title.clone(), href: page_of(desk, member, told, &one.page) },
        sentence: desk.words.say(key, &[("date", desk.format().date(one.day).text.into())]),
    };
    let posted = told.posted.iter().map(|one| line(one, "say.shown-until")).collect();
    let changes = told.changes.iter().take(10).map(|one| line(one, "say.published-on")).collect();
    let sections = [
        section(desk, "portal.overdue", overdue(desk, told)),
        section(desk, "portal.posted", posted),
        section(desk, "portal.changes", changes),
    ];
    let whole = told.whole();
    let months = months(desk, told, &whole);
    let groupings = [years(desk, told, &whole), months];
    Members {
        sentence: sentence(desk, told),
        own: Link { text, href },
        facts: facts(desk, member, told),
        groupings: groupings.into_iter().filter(|one| !one.groups.is_empty()).collect(),
        sections: sections.into_iter().flatten().collect(),
        ways: Vec::new(),
        downloads: Vec::new(),
    }
}

/// Who publishes it, as of when, and whatever keeps it out of sums.
fn sentence(desk: &Desk<'_>, told: &Told) -> String {
    let last = told.last_record.map(|day| desk.format().date(day).text);
    let key = if last.is_some() { "say.board" } else { "say.board-empty" };
    let args = [
        ("publisher", Arg::from(told.publisher.as_str())),
        ("age", age(desk, told).into()),
        ("last", last.unwrap_or_default().into()),
    ];
    let mut said = vec![desk.words.say(key, &args)];
    if told.trial {
        said.push(desk.word("say.member-trial"));
    }
    if told.currency != desk.board.profile.currency {
        let args = [("code", told.currency.code.as_str().into())];
        said.push(desk.words.say("say.member-currency", &args));
    }
    if let Some(members) = &told.members {
        let args = [("boards", members.boards.into()), ("told", members.told.into())];
        said.push(desk.words.say("say.member-portal", &args));
    }
    said.join(desk.words.get("list.sentence"))
}

fn facts(desk: &Desk<'_>, member: &Member, told: &Told) -> Vec<Fact> {
    let format = format_of(desk, told);
    let mut facts: Vec<Fact> = Vec::new();
    for fund in &told.funds {
        let page = fund.statement.as_ref();
        let href = page.map(|page| page_of(desk, member, told, page)).unwrap_or_default();
        let values = vec![Link { text: format.money(fund.balance), href }];
        facts.push(Fact { label: fund.name.clone(), values, set: "money" });
    }
    if !told.packs.is_empty() {
        let values = vec![Link {
            text: duty_word(desk, told),
            href: page_of(desk, member, told, "coverage.html"),
        }];
        facts.push(Fact { label: desk.word("page.coverage"), values, set: "text" });
    }
    facts
}

fn overdue(desk: &Desk<'_>, told: &Told) -> Vec<RecordLine> {
    let lines = told.packs.iter().flat_map(|pack| {
        let line = |(duty, period, due): &(String, Option<String>, Day)| RecordLine {
            record: Link { text: pack.title.clone(), href: String::new() },
            sentence: overdue_sentence(desk, duty, period.as_deref(), *due),
        };
        pack.overdue.iter().map(line).collect::<Vec<_>>()
    });
    lines.collect()
}

/// What is overdue, in which period, and until when it was in time.
pub(super) fn overdue_sentence(
    desk: &Desk<'_>,
    duty: &str,
    period: Option<&str>,
    due: Day,
) -> String {
    let format = desk.format();
    let by = desk.words.say("say.due-by", &[("due", format.date(due).text.into())]);
    let days = |text: &str| {
        let (first, last) = text.split_once('/')?;
        let day = |text| Some(Arg::from(format.date(Day::read(text)?).text));
        Some(desk.words.say("say.from-to", &[("from", day(first)?), ("last", day(last)?)]))
    };
    let known = |text: &str| Period::read(text).map(|period| format.period(period));
    let written = period.map(|text| known(text).or_else(|| days(text)).unwrap_or(text.to_owned()));
    let key = if written.is_some() { "say.duty-missing" } else { "say.duty-missing-always" };
    let args = [
        ("title", Arg::from(duty)),
        ("period", written.unwrap_or_default().into()),
        ("due", by.into()),
    ];
    desk.words.say(key, &args)
}

fn years(desk: &Desk<'_>, told: &Told, whole: &Together) -> Grouping {
    let (format, totals) = (format_of(desk, told), &whole.totals);
    let row = |year: i16| {
        let mut figures = flows(desk, format, totals.years.get(&year)).to_vec();
        figures.push(collected(format, totals.collection.get(&year)));
        figures.push(closed(format, totals.cases.get(&year)));
        Group {
            name: Link { text: format.period(Period::Year(year)), href: String::new() },
            figures,
        }
    };
    let heads_of = ["income-head", "spending-head", "left", "collected-head", "closed-head"];
    let all = totals.told();
    let (income, spending) = totals
        .years
        .values()
        .fold(Default::default(), |(a, b), one| (one.income + a, one.spending + b));
    let sum = |money| amount(desk, format, money);
    let received = totals.collection.values().fold(Collected::default(), |sum, one| sum.and(*one));
    let cases = totals.cases.values().fold(CaseCount::default(), |sum, one| sum.and(*one));
    Grouping {
        title: desk.word("portal.by-year"),
        heads: heads(desk, &heads_of),
        groups: all.into_iter().rev().map(row).collect(),
        total: Group {
            name: total(desk, whole.summed, whole.boards),
            figures: vec![
                sum(income),
                sum(spending),
                sum(totals.balance),
                collected(format, Some(&received)),
                closed(format, Some(&cases)),
            ],
        },
    }
}

fn months(desk: &Desk<'_>, told: &Told, whole: &Together) -> Grouping {
    let (format, totals) = (format_of(desk, told), &whole.totals);
    let latest = || totals.months.iter().rev().take(MONTHS);
    let row = |(month, one): (&Month, &Flows)| Group {
        name: Link { text: format.month(*month), href: String::new() },
        figures: flows(desk, format, Some(one)).to_vec(),
    };
    let (income, spending) =
        latest().fold(Default::default(), |(a, b), (_, one)| (one.income + a, one.spending + b));
    let heads_of = ["income-head", "spending-head", "left"];
    Grouping {
        title: desk.word("portal.by-month"),
        heads: heads(desk, &heads_of),
        groups: latest().map(row).collect(),
        total: Group {
            name: Link { text: desk.word("portal.these-months"), href: String::new() },
            figures: vec![
                amount(desk, format, income),
                amount(desk, format, spending),
                latest()
                    .next()
                    .map(|(_, one)| amount(desk, format, one.balance))
                    .unwrap_or_default(),
            ],
        },
    }
}
