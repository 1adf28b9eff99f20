//! Rule packs and public holidays: YAML like any other, built in or written by a board.
//!
//! A board's own file at `content/packs/NAME.yaml` is read in place of the built-in one of that name,
//! and so is `content/packs/holidays/COUNTRY.yaml`.

use std::sync::Arc;

use super::fields::{Desk, Fields};
use super::kinds::{ASSEMBLY_CHOICES, Field, HOLIDAYS, Names, PACK, kind_of_folder};
use super::lower::decision::{ASSEMBLIES, stretch};
use super::values::choice_of;
use super::yaml;
use crate::diagnostic::{Code, Finding};
use crate::model::board::Profile;
use crate::model::calendar::{Day, Month, Period};
use crate::model::id::Kind;
use crate::model::ledger::Nature;
use crate::model::money::Currency;
use crate::model::pack::{
    Asked, Basis, Due, Duty, Enlisted, Every, Evidence, Pack, Standing, Text,
};
use crate::model::people::BodyKind;
use crate::model::workdays::Workdays;
use crate::source::{Locus, Source, Sources};
use crate::words::Arg;

/// The folder of a board's own packs.
pub const PACKS_FOLDER: &str = "content/packs/";

/// The packs that the program brings, by their paths below `src/packs`.
const BUILT_IN: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/packs.rs"));

const STANDINGS: [Standing; 3] = [Standing::Current, Standing::Unknown, Standing::Replaced];

/// The names of the packs that the program brings.
pub fn built_in() -> impl Iterator<Item = &'static str> {
    BUILT_IN
        .iter()
        .filter_map(|(path, _)| path.strip_suffix(".yaml"))
        .filter(|name| !name.contains('/'))
}

/// A file of a board, or the built-in one of that name.
fn source(sources: &Sources, name: &str) -> Option<Arc<Source>> {
    let own = sources.get(&format!("{PACKS_FOLDER}{name}.yaml"));
    own.map(Arc::clone).or_else(|| {
        let (path, bytes) =
            BUILT_IN.iter().find(|(path, _)| path.strip_suffix(".yaml") == Some(name))?;
        Some(Arc::new(Source::new(&format!("{PACKS_FOLDER}{path}"), bytes.to_vec())))
    })
}

/// The packs that a board names, and what is wrong with them.
pub(super) fn packs(sources: &Sources, profile: &Profile) -> (Vec<Pack>, Vec<Finding>) {
    let mut findings = Vec::new();
    let mut packs = Vec::new();
    for enlisted in &profile.packs {
        let named = Locus::span(&profile.file, enlisted.span);
        if let Some(source) = source(sources, &enlisted.name) {
            packs.extend(read(
                &source,
                profile,
                &mut findings,
                |desk, fields| pack(desk, fields, enlisted, named),
                PACK,
            ));
        } else {
            let list = built_in().map(Arg::from).collect();
            let finding =
                Finding::new(Code::UnknownPack, named).with("value", enlisted.name.as_str());
            findings.push(finding.with("known", Arg::List(list)));
        }
    }
    (packs, findings)
}

/// The public holidays where a board is: its time zone tells.
pub(super) fn workdays(sources: &Sources, profile: &Profile) -> (Workdays, Vec<Finding>) {
    let country = match profile.time_zone.as_str() {
        "Asia/Shanghai" | "Asia/Chongqing" | "Asia/Harbin" | "Asia/Urumqi" | "PRC" => "cn",
        "Europe/London" | "GB" => "gb",
        _ => return (Workdays::default(), Vec::new()),
    };
    let mut findings = Vec::new();
    let mut workdays = Workdays::default();
    if let Some(source) = source(sources, &format!("holidays/{country}")) {
        read(
            &source,
            profile,
            &mut findings,
            |desk, fields| {
                fields.maps(desk, "years", |desk, fields| {
                    let year = fields.count(desk, "year").and_then(|year| i16::try_from(year).ok());
                    workdays.announce(
                        year?,
                        days(desk, fields, "off"),
                        days(desk, fields, "working"),
                    );
                    Some(())
                });
                Some(())
            },
            HOLIDAYS,
        );
    }
    (workdays, findings)
}

/// Reads a file against its declaration.
fn read<T>(
    source: &Source,
    profile: &Profile,
    findings: &mut Vec<Finding>,
    whole: impl FnOnce(&mut Desk<'_>, &Fields<'_>) -> Option<T>,
    declared: &'static [Field],
) -> Option<T> {
    let text = match source.text() {
        Ok(text) => text,
        Err(good) => {
            findings.push(super::files::not_utf8(source, good));
            return None;
        }
    };
    let tree = yaml::read(&source.path, text, 0, Names::of_packs());
    let mut desk = Desk {
        file: &source.path,
        currency: Currency::clone(&profile.currency),
        findings: tree.findings,
        private: Vec::new(),
        traditional: false,
    };
    let made = tree.root.as_ref().and_then(|root| {
        let fields = Fields::read(&mut desk, root, None, &[declared])?;
        fields.complete(&mut desk, &[declared]);
        if let Some(format) = fields.text(&mut desk, "format").filter(|format| format != "1") {
            let args = vec![("value", format.into())];
            desk.find(Code::UnsupportedFormat, fields.spans().of("format"), args);
        }
        whole(&mut desk, &fields)
    });
    findings.extend(desk.findings);
    made
}

/// Days, and stretches of days written `2025-01-28..2025-02-04`.
fn days(desk: &mut Desk<'_>, fields: &Fields<'_>, name: &str) -> Vec<Day> {
    let mut days = Vec::new();
    for node in fields.many(name) {
        let text = node.text().unwrap_or_default().trim();
        let (first, last) = text.split_once("..").unwrap_or((text, text));
        let read = Day::read(first)
            .zip(Day::read(last))
            .filter(|(first, last)| first <= last && first.until(*last) < 60);
        let Some((first, last)) = read else {
            desk.find(
                Code::NotADate,
                node.span,
                vec![("value", text.into()), ("field", name.into())],
            );
            continue;
        };
        let mut day = first;
        while day <= last {
            days.push(day);
            day = day.plus(1);
        }
    }
    days
}

fn pack(
    desk: &mut Desk<'_>,
    fields: &Fields<'_>,
    enlisted: &Enlisted,
    named: Locus,
) -> Option<Pack> {
    let title = fields.text(desk, "title");
    let year_starts = fields.count(desk, "year_starts").and_then(|month| i8::try_from(month).ok());
    let texts = fields.maps(desk, "texts", |desk, fields| {
        let (id, name) = (fields.text(desk, "id"), fields.text(desk, "name"));
        let read = fields.day(desk, "read");
        let standing = fields.choice(desk, "current").map(|place| STANDINGS[place]);
        let note = fields.text(desk, "note");
        Some(Arc::new(Text { id: id?, name: name?, read: read?, standing: standing?, note }))
    });
    let duties = fields.maps(desk, "duties", |desk, fields| duty(desk, fields, &texts));
    let asked = fields.maps(desk, "notices", |desk, fields| asked(desk, fields, &texts));
    Some(Pack {
        name: Arc::from(enlisted.name.as_str()),
        title: title?,
        year_starts: year_starts.filter(|month| (1..=12).contains(month)).unwrap_or(1),
        texts,
        duties,
        asked,
        named,
    })
}

fn duty(desk: &mut Desk<'_>, fields: &Fields<'_>, texts: &[Arc<Text>]) -> Option<Duty> {
    let (id, title) = (fields.text(desk, "id"), fields.text(desk, "title"));
    let basis = basis(desk, fields, texts);
    let month = Month { year: 2000, month: 1 };
    let every = fields.choice(desk, "every").map(|place| match place {
        0 => Every::Period(Period::Month(month)),
        1 => Every::Period(Period::Quarter(month.year, 1)),
        2 => Every::Period(Period::Half(month.year, 1)),
        3 => Every::Period(Period::Year(month.year)),
        _ => Every::Always,
    });
    let due = fields.map(desk, "due", |desk, fields| {
        let months = fields.count(desk, "months").and_then(|months| u16::try_from(months).ok());
        let months = months.filter(|months| *months <= 120).map(Due::Months);
        months.or_else(|| stretch(desk, fields).map(Due::Within))
    });
    let fund = fields.choice(desk, "fund").map(|place| Nature::ALL[place]);
    let satisfied_by = fields.maps(desk, "satisfied_by", |desk, fields| {
        let kind = kind(desk, fields, "kind");
        let assembly = fields.choice(desk, "meeting").map(|place| ASSEMBLIES[place]);
        let body = fields.choice(desk, "body").map(|place| BodyKind::ALL[place]);
        Some(Evidence { kind: kind?, assembly, body })
    });
    let posted = fields.map(desk, "posted", stretch);
    let answered = fields.map(desk, "answered", stretch);
    let note = fields.text(desk, "note");
    Some(Duty {
        id: id?,
        title: title?,
        basis: basis?,
        every: every?,
        due: due.unwrap_or(Due::Unsaid),
        fund,
        satisfied_by,
        posted,
        answered,
        note,
    })
}

fn asked(desk: &mut Desk<'_>, fields: &Fields<'_>, texts: &[Arc<Text>]) -> Option<Asked> {
    let (id, title) = (fields.text(desk, "id"), fields.text(desk, "title"));
    let basis = basis(desk, fields, texts);
    let of = kind(desk, fields, "of");
    let mut assemblies = Vec::new();
    for node in fields.many("meetings") {
        let text = node.text().unwrap_or_default();
        if let Some(place) = choice_of(text, ASSEMBLY_CHOICES) {
            assemblies.push(ASSEMBLIES[place]);
        } else {
            let all = ASSEMBLY_CHOICES.iter().map(|choice| Arg::Name(choice.en, choice.zh));
            let args = vec![
                ("value", text.into()),
                ("field", Arg::Name("meetings", "会议")),
                ("choices", Arg::List(all.collect())),
            ];
            desk.find(Code::NotAChoice, node.span, args);
        }
    }
    let notice = fields.map(desk, "notice", stretch);
    let published = fields.map(desk, "published", stretch);
    let posted = fields.map(desk, "posted", stretch);
    let answered = fields.map(desk, "answered", stretch);
    let note = fields.text(desk, "note");
    Some(Asked {
        id: id?,
        title: title?,
        basis: basis?,
        of: of?,
        assemblies,
        notice,
        published,
        posted,
        answered,
        note,
    })
}

fn basis(desk: &mut Desk<'_>, fields: &Fields<'_>, texts: &[Arc<Text>]) -> Option<Basis> {
    let (text, article) = (fields.text(desk, "text"), fields.text(desk, "article"));
    let from = fields.day(desk, "from");
    let text = text?;
    let known = texts.iter().find(|known| known.id == text);
    if known.is_none() {
        let names = texts.iter().map(|known| Arg::from(known.id.as_str())).collect();
        unknown(desk, fields, "text", text, Arg::List(names));
    }
    Some(Basis { text: Arc::clone(known?), article: article?, from })
}

fn kind(desk: &mut Desk<'_>, fields: &Fields<'_>, name: &'static str) -> Option<Kind> {
    let text = fields.text(desk, name)?;
    let kind = kind_of_folder(&text);
    if kind.is_none() {
        let names = Kind::ALL.iter().map(|kind| Arg::from(kind.name())).collect();
        unknown(desk, fields, name, text, Arg::List(names));
    }
    kind
}

fn unknown(desk: &mut Desk<'_>, fields: &Fields<'_>, name: &'static str, text: String, known: Arg) {
    let args = vec![("value", text.into()), ("field", name.into()), ("choices", known)];
    desk.find(Code::NotAChoice, fields.spans().of(name), args);
}
