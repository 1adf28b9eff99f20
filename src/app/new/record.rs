//! A new record: questions about its kind, the lines that will be written, and what is found in
//! them once they stand in their file.

use std::io;
use std::path::Path;
use std::sync::Arc;

use super::ask::{Closed, Conversation, Empty};
use super::draft::Draft;
use super::questions::{Asked, day_of, fields, is_listed, questions};
use super::{place, schema_line};
use crate::Options;
use crate::app::board::{language, load, today};
use crate::app::cli::{CompileArgs, Format};
use crate::app::report::{Stream, findings};
use crate::app::terminal::Terminal;
use crate::app::{Ended, disk};
use crate::content::kinds::declaration;
use crate::content::{self, append, good_stem, values};
use crate::diagnostic::{Code, Finding};
use crate::model::board::Board;
use crate::model::calendar::{Day, Period};
use crate::model::id::{Kind, RecordId};
use crate::script::Script;
use crate::source::{Locus, Sources};
use crate::words::Arg;

/// Why there is no new record.
pub(super) enum Stop {
    /// The answers ended.
    Closed(Closed),
    /// It was said on the terminal.
    Said(Ended),
}

impl From<Closed> for Stop {
    fn from(closed: Closed) -> Self {
        Self::Closed(closed)
    }
}

/// A record that is ready to be written.
struct Ready {
    file: String,
    /// Its id on the board.
    id: RecordId,
    /// The lines of a record of a list.
    record: Option<String>,
    /// The whole file, where it is not there yet.
    begun: String,
}

/// A new record of `kind` on the board in this folder; of a kind that is asked for, if none is
/// named.
pub(crate) fn new(terminal: &Terminal, kind: Option<Kind>) -> Ended {
    let (sources, mut said) = disk::read(Path::new("."));
    let profile = content::profile(&sources);
    let terminal = &terminal.for_board(language(&sources, profile.as_deref()));
    let (Some(profile), Some(today)) = (&profile, today(profile.as_deref(), &mut said)) else {
        terminal.complain("new.board-broken", &[]);
        return Ended::NotRun;
    };
    let options = Options { as_of: today, base_url: None, drafts: true, sheets: false };
    let Some(board) = content::read(&sources, &options, None).0 else { return Ended::NotRun };
    let conversation = Conversation::new(terminal);
    let own = content::board_file(&sources).map_or("", |source| &source.path);
    let usual = profile.language.script();
    let manner = place::manner(&sources, own).unwrap_or(usual);
    let asking = Asking { terminal, conversation, sources, board, today, manner };
    match asking.record(kind) {
        Ok(ready) => asking.finish(&ready),
        Err(Stop::Said(ended)) => ended,
        Err(Stop::Closed(closed)) => {
            terminal.complain("new.unanswered", &[("question", closed.question.into())]);
            Ended::NotRun
        }
    }
}

/// A board about which questions are asked.
pub(super) struct Asking<'a> {
    pub(super) terminal: &'a Terminal,
    pub(super) conversation: Conversation<'a>,
    pub(super) sources: Sources,
    pub(super) board: Board,
    pub(super) today: Day,
    /// How names are written.
    pub(super) manner: Script,
}

impl Asking<'_> {
    fn record(&self, kind: Option<Kind>) -> Result<Ready, Stop> {
        let kind = match kind {
            Some(kind) => kind,
            None => self.kind()?,
        };
        self.terminal.say("new.about", &[("kind", Arg::Word(format!("kind.{}", kind.name())))]);
        let draft = self.draft(kind)?;
        let ready =
            if is_listed(kind) { self.listed(kind, &draft) } else { self.alone(kind, &draft) }?;
        let lines = ready.record.as_deref().unwrap_or(&ready.begun);
        let lines: Vec<String> = lines.lines().map(|line| format!("    {line}\n")).collect();
        let lines = lines.concat();
        let file = || ("file", Arg::from(ready.file.as_str()));
        self.terminal.say("new.shown", &[file(), ("lines", lines.into())]);
        if self.conversation.agrees(&self.terminal.words.say("new.write", &[file()]))? {
            return Ok(ready);
        }
        self.terminal.say("new.not-written", &[]);
        Err(Stop::Said(Ended::Clean))
    }

    fn kind(&self) -> Result<Kind, Stop> {
        let word =
            |kind: Kind| self.terminal.words.get(&format!("kind.{}", kind.name())).to_owned();
        let names =
            |kind: Kind| vec![word(kind), kind.name().to_owned(), declaration(kind).zh.to_owned()];
        let options: Vec<_> = Kind::ALL.into_iter().map(names).collect();
        let question = self.terminal.words.get("new.which-kind");
        let chosen = self.conversation.choose(question, Empty::Again, &options)?;
        Ok(chosen.and_then(|place| Kind::ALL.get(place).copied()).unwrap_or(Kind::Page))
    }

    fn draft(&self, kind: Kind) -> Result<Draft, Stop> {
        let mut draft = Draft::default();
        let mut passed = false;
        for question in questions(kind) {
            let path = fields(kind, question.path);
            let Some((field, outer)) = path.split_last() else { continue };
            let group = outer.first().copied();
            // Who passed over the first of a group has nothing to say about the rest of it.
            let opens =
                group.is_some_and(|group| !group.required && draft.given(&[group]).is_none());
            let first = questions(kind).iter().find(|other| {
                fields(kind, other.path)
                    .first()
                    .zip(group)
                    .is_some_and(|(a, b)| std::ptr::eq(*a, b))
            });
            if opens && first.is_some_and(|first| first.path != question.path) {
                continue;
            }
            if matches!(question.asked, Asked::Instead | Asked::MustInstead) && !passed {
                continue;
            }
            if let Asked::Written(value) = question.asked {
                draft.give(path.clone(), value.to_owned());
                continue;
            }
            let must = matches!(question.asked, Asked::Must | Asked::MustInstead);
            let answer = self.answer(kind, &self.label(&path), field, must)?;
            passed = answer.is_none();
            if let Some(value) = answer {
                draft.give(path, value);
            }
        }
        Ok(draft)
    }

    /// A record of a list file: the one of its month, with the next number in it.
    fn listed(&self, kind: Kind, draft: &Draft) -> Result<Ready, Stop> {
        let told = draft.value(day_of(kind)).unwrap_or_default();
        let day = values::day(told).map(Day::to_month);
        let month = day.or(Period::read(told).map(Period::first));
        let month = month.unwrap_or(self.today.to_month());
        let folder = place::folder(&self.sources, kind, self.manner);
        let file = place::list_file(&self.sources, &folder, month);
        let manner = place::manner(&self.sources, &file).unwrap_or(self.manner);
        let text = self.sources.get(&file).map(|source| source.text().unwrap_or_default());
        let next = text.map_or(Some(1), append::next_number);
        let number = manner.name("number", "编号");
        let lines = draft.lines(manner);
        let record = format!("{number}: {}\n{lines}", next.unwrap_or(1));
        let begun = place::begun(kind, manner, &record);
        let continued =
            text.is_none_or(|text| append::append(text, std::slice::from_ref(&record)).is_some());
        let (Some(next), Some(begun), true) = (next, begun, continued) else {
            self.terminal.complain("new.no-list", &[("file", file.into())]);
            self.terminal.line(&record);
            return Err(Stop::Said(Ended::NotRun));
        };
        let stem = stem(&file);
        let id = RecordId { kind, id: Arc::from(format!("{stem}.{next}")) };
        Ok(Ready { file, id, record: Some(record), begun })
    }

    /// A record that has a file of its own.
    fn alone(&self, kind: Kind, draft: &Draft) -> Result<Ready, Stop> {
        let fields = draft.lines(self.manner);
        let markdown = kind != Kind::Fee;
        let begun = if markdown {
            let body = self.conversation.lines(self.terminal.words.get("new.text"))?;
            format!("---\n{fields}---\n{body}\n")
        } else {
            format!("{}{fields}", schema_line(Some(kind)))
        };
        let folder = place::folder(&self.sources, kind, self.manner);
        let taken = |stem: &str| {
            let own = ["md", "yaml", "yml"].map(|ending| format!("{folder}/{stem}.{ending}"));
            own.iter().any(|path| self.sources.get(path).is_some())
        };
        let usual = usual_stem(draft);
        let names =
            (1..).map(|n: usize| if n == 1 { usual.clone() } else { format!("{usual}-{n}") });
        let free = names.into_iter().find(|name| !taken(name)).unwrap_or_default();
        let read = |text: &str| {
            if !good_stem(text) {
                let finding = Finding::new(Code::BadName, Locus::file(&Arc::from("")));
                return Err(finding.with("name", text).help(&self.terminal.words));
            }
            let file = ("file", Arg::from(format!("{folder}/{text}")));
            let there = self.terminal.words.say("new.taken", &[file]);
            if taken(text) { Err(there) } else { Ok(text.to_owned()) }
        };
        let question = self.terminal.words.get("new.which-file");
        let stem = self.conversation.ask(question, Empty::Means(&free), read)?.unwrap_or(free);
        let ending = if markdown { "md" } else { "yaml" };
        let file = format!("{folder}/{stem}.{ending}");
        Ok(Ready { file, id: RecordId { kind, id: Arc::from(stem) }, record: None, begun })
    }

    /// Writes it, and tells what is found in it where it stands.
    fn finish(&self, ready: &Ready) -> Ended {
        let file = || ("file", Arg::from(ready.file.as_str()));
        let path = Path::new(&ready.file);
        if let Err(error) = place::write(path, &ready.begun, ready.record.as_deref()) {
            let why = if error.kind() == io::ErrorKind::InvalidData {
                Arg::Word("new.encoding".to_owned())
            } else {
                error.to_string().into()
            };
            self.terminal.complain("app.cannot-write", &[file(), ("detail", why)]);
            return Ended::NotRun;
        }
        let args = CompileArgs { as_of: None, base_url: None, drafts: true };
        let Some(mut loaded) = load(self.terminal, Path::new("."), &args) else {
            return Ended::NotRun;
        };
        let id = ready.id.to_string();
        let all = loaded.compiled.findings.iter().count();
        loaded.compiled.findings.retain(|finding| {
            finding.about.as_ref().is_some_and(|about| *about == id)
                || (finding.about.is_none() && *finding.at.file == *ready.file)
        });
        let own = loaded.compiled.findings.iter().count();
        findings(&loaded, Format::Text, Stream::Error);
        let folder = Arg::Name(ready.id.kind.name(), declaration(ready.id.kind).zh);
        let shown = Arg::Joined(vec![folder, format!("/{}", ready.id.id).into()]);
        self.terminal.say("new.written", &[file(), ("id", shown)]);
        match (own, all - own) {
            (0, 0) => self.terminal.say("new.fine", &[]),
            (0, others) => self.terminal.say("new.others", &[("n", others.into())]),
            (own, _) => self.terminal.say("new.found", &[file(), ("n", own.into())]),
        }
        if loaded.compiled.findings.any_error() { Ended::Findings } else { Ended::Clean }
    }
}

fn stem(file: &str) -> &str {
    let name = file.rsplit('/').next().unwrap_or(file);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// A name for a file: of a meeting its month and what met, else the title, as an address can have
/// it.
fn usual_stem(draft: &Draft) -> String {
    let month = draft.value("date").and_then(values::day).map(Day::to_month);
    let text = match (month, draft.value("kind")) {
        (Some(month), Some(kind)) => format!("{month}-{kind}"),
        _ => draft.value("title").unwrap_or_default().to_lowercase(),
    };
    let address: String =
        text.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).take(30).collect();
    let parts: Vec<&str> = address.split('-').filter(|part| !part.is_empty()).collect();
    Some(parts.join("-")).filter(|stem| good_stem(stem)).unwrap_or_else(|| "new".to_owned())
}
