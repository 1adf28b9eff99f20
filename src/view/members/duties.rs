//! What is asked of members, side by side: each keeps its own packs.

use std::collections::BTreeMap;

use super::super::coverage::RecordLine;
use super::super::frame::Heading;
use super::super::parts::Link;
use super::super::plan::MEMBERS;
use super::super::statistics::{Group, Grouping};
use super::super::{Desk, Page};
use super::one::overdue_sentence;
use super::{Members, heads, link, section, total};
use crate::model::member::{Member, ToldPack, together};
use crate::model::totals::DutyCount;

/// Builds the page.
pub(crate) fn build<'a>(desk: &Desk<'a>) -> (Page<'a>, Heading) {
    let members = &desk.board.members;
    let all = together(members, &desk.board.profile.currency);
    let mut packs: BTreeMap<&str, Vec<(&Member, &ToldPack)>> = BTreeMap::new();
    for member in members.iter() {
        for pack in member.told.iter().flat_map(|told| &told.packs) {
            packs.entry(&pack.name).or_default().push((member, pack));
        }
    }
    let grouping = |of: &[(&Member, &ToldPack)]| {
        let sum = of.iter().fold(DutyCount::default(), |sum, (_, pack)| sum.and(pack.count));
        let n = i64::try_from(of.len()).unwrap_or(i64::MAX);
        let row = |(member, pack): &(&Member, &ToldPack)| Group {
            name: link(desk, member),
            figures: figures(pack.count),
        };
        Grouping {
            title: of.first().map(|(_, pack)| pack.title.clone()).unwrap_or_default(),
            heads: heads(desk, &["published", "late", "missing", "withheld"]),
            groups: of.iter().map(row).collect(),
            total: Group { name: total(desk, n, all.boards), figures: figures(sum) },
        }
    };
    let overdue = packs.values().flatten().flat_map(|(member, pack)| {
        pack.overdue.iter().map(|(duty, period, due)| RecordLine {
            record: link(desk, member),
            sentence: overdue_sentence(desk, duty, period.as_deref(), *due),
        })
    });
    let overdue = section(desk, "portal.overdue", overdue.collect());
    let title = desk.word("page.member-duties");
    let asked = members.iter().filter(|one| one.told.iter().any(|told| !told.packs.is_empty()));
    let args = [("n", asked.count().into()), ("boards", members.len().into())];
    let sentence = desk.words.say("say.member-duties", &args);
    let page = Members {
        sentence: sentence.clone(),
        own: Link { text: String::new(), href: String::new() },
        facts: Vec::new(),
        groupings: packs.values().map(|of| grouping(of)).collect(),
        sections: overdue.into_iter().collect(),
        ways: Vec::new(),
        downloads: Vec::new(),
    };
    let above = Link { text: desk.word("page.members"), href: desk.href(MEMBERS) };
    let heading = Heading { title, description: sentence, trail: vec![above] };
    (Page::Members(Box::new(page)), heading)
}

fn figures(count: DutyCount) -> Vec<String> {
    [count.published, count.late, count.missing, count.withheld].map(|n| n.to_string()).to_vec()
}
