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
use crate::model::member::{Member, Together, ToldPack};
use crate::model::totals::DutyCount;

/// Builds the page.
pub(crate) fn build<'a>(desk: &Desk<'a>) -> (Page<'a>, Heading) {
    let members = &desk.board.members;
    let all = &members.all;
    let mut packs: BTreeMap<&str, Vec<(&Member, &ToldPack)>> = BTreeMap::new();
    for member in members.iter() {
        let counted = member.told.iter().filter(|told| !told.trial);
        for pack in counted.flat_map(|told| &told.packs) {
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
    let below = below(desk);
    let overdue = section(desk, "portal.overdue", overdue.collect());
    let title = desk.word("page.member-duties");
    let asked = members.iter().filter(|one| one.told.iter().any(|told| !told.packs.is_empty()));
    let args = [("n", asked.count().into()), ("boards", members.len().into())];
    let sentence = desk.words.say("say.member-duties", &args);
    let page = Members {
        sentence: sentence.clone(),
        own: Link { text: String::new(), href: String::new() },
        facts: Vec::new(),
        groupings: packs.values().map(|of| grouping(of)).chain(below).collect(),
        sections: overdue.into_iter().collect(),
        ways: Vec::new(),
        downloads: Vec::new(),
    };
    let above = Link { text: desk.word("page.members"), href: desk.href(MEMBERS) };
    let heading = Heading { title, description: sentence, trail: vec![above] };
    (Page::Members(Box::new(page)), heading)
}

/// Members that are portals, with what is asked of the boards below them.
fn below(desk: &Desk<'_>) -> Option<Grouping> {
    let members = desk.board.members.iter();
    let of = members.filter_map(|member| Some((member, member.told.as_ref().ok()?)));
    let of = of.filter(|(_, told)| !told.trial);
    let of: Vec<(&Member, &Together)> =
        of.filter_map(|(member, told)| Some((member, told.members.as_ref()?))).collect();
    let sum = of.iter().fold(Together::default(), |sum, (_, below)| sum.and(below));
    let row = |(member, below): &(&Member, &Together)| Group {
        name: link(desk, member),
        figures: figures(below.totals.duties),
    };
    (sum.totals.duties.all() > 0).then(|| Grouping {
        title: desk.word("portal.below"),
        heads: heads(desk, &["published", "late", "missing", "withheld"]),
        groups: of.iter().map(row).collect(),
        total: Group {
            name: total(desk, sum.told, sum.boards),
            figures: figures(sum.totals.duties),
        },
    })
}

fn figures(count: DutyCount) -> Vec<String> {
    [count.published, count.late, count.missing, count.withheld].map(|n| n.to_string()).to_vec()
}
