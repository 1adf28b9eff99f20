//! `import`: a spreadsheet becomes records in list files, all of it or nothing.
//!
//! Every row that does not fit is named. What fits is compiled with the whole board in memory
//! before a byte is written; the files are written beside and renamed.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::board::{language, today};
use super::cli::ImportArgs;
use super::terminal::{Excerpts, Terminal, clean};
use super::{Ended, disk};
use crate::content::kinds::declaration;
use crate::content::spreadsheet::{
    self, Asked, BadMapping, Place, Read, Refused, Remark, Sorted, Target, Unreadable, Written,
};
use crate::content::{self, text};
use crate::diagnostic::{Finding, Findings, Severity};
use crate::model::board::Profile;
use crate::model::id::Kind;
use crate::source::Sources;
use crate::words::Arg;
use crate::{Options, compile};

/// A spreadsheet larger than this is no treasurer's.
const LARGEST: u64 = 50_000_000;

/// `mingbai import`
pub(crate) fn import(terminal: &Terminal, args: &ImportArgs) -> Ended {
    if !args.dir.join("content").is_dir() {
        terminal.complain("app.no-board", &[("dir", args.dir.display().to_string().into())]);
        return Ended::NotRun;
    }
    let (sources, mut said) = disk::read(&args.dir);
    let profile = content::profile(&sources);
    let terminal = &terminal.for_board(language(&sources, profile.as_deref()));
    let Some(profile) = profile else {
        terminal.complain("import.no-profile", &[]);
        return Ended::NotRun;
    };
    let Some(as_of) = today(Some(&profile), &mut said) else {
        terminal.complain("app.no-clock", &[]);
        return Ended::NotRun;
    };
    let columns = args.columns.as_deref().unwrap_or_default();
    let columns = match spreadsheet::mappings(args.kind, columns) {
        Ok(columns) => columns,
        Err(bad) => {
            complain_of(terminal, args.kind, &bad);
            return Ended::NotRun;
        }
    };
    let Some((fill, target)) = options(terminal, args, &profile) else { return Ended::NotRun };
    let fees = spreadsheet::fees(&sources);
    let asked = Asked {
        kind: args.kind,
        columns: &columns,
        sheets: &args.sheet,
        fill,
        profile: &profile,
        fees,
    };
    let Some(read) = read(terminal, &args.file, &asked) else { return Ended::NotRun };
    let job = Job { terminal, args, sources: &sources, asked: &asked, file: name(&args.file) };
    let options = Options { as_of, base_url: None, drafts: true, sheets: false };
    job.carry_out(read, &target, &options)
}

/// The fund and account for rows that name none, and where records go.
fn options(
    terminal: &Terminal,
    args: &ImportArgs,
    profile: &Profile,
) -> Option<(Vec<(&'static str, String)>, Target)> {
    let mut fill = Vec::new();
    let funds: Vec<&str> = profile.funds.iter().map(|fund| &*fund.id.0).collect();
    let accounts: Vec<&str> = profile.accounts.iter().map(|account| &*account.id.0).collect();
    for (field, given, known) in [("fund", &args.fund, funds), ("account", &args.account, accounts)]
    {
        let Some(given) = given else { continue };
        let takes = declaration(args.kind).fields.iter().any(|known| known.en == field);
        let id = profile.pot_id(given).filter(|id| known.contains(id) && takes);
        let Some(id) = id else {
            let known = Arg::List(known.into_iter().map(Arg::from).collect());
            let key = if takes { "import.unknown-pot" } else { "import.takes-no-pot" };
            let option = ("option", format!("--{field}").into());
            terminal.complain(key, &[option, ("value", given.as_str().into()), ("known", known)]);
            return None;
        };
        fill.push((field, id.to_owned()));
    }
    let Some(to) = &args.to else { return Some((fill, Target::Months)) };
    let stem = to.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let parent =
        to.parent().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned());
    let inside =
        parent.is_none_or(|folder| content::kinds::kind_of_folder(&folder) == Some(args.kind));
    let listed = to.extension().is_none_or(|ending| ending == "yaml" || ending == "yml");
    if let Some(stem) = stem.filter(|stem| inside && listed && content::good_stem(stem)) {
        return Some((fill, Target::Stem(stem)));
    }
    let file = ("file", to.display().to_string().into());
    let declared = declaration(args.kind);
    terminal.complain(
        "import.not-a-target",
        &[file, ("folder", Arg::Name(declared.kind.name(), declared.zh))],
    );
    None
}

fn complain_of(terminal: &Terminal, kind: Kind, bad: &BadMapping) {
    match bad {
        BadMapping::Shape(part) => {
            terminal.complain("import.bad-mapping", &[("part", part.as_str().into())]);
        }
        BadMapping::Field(field, nearest) => {
            let key = if nearest.is_empty() { "import.bad-field" } else { "import.bad-field-near" };
            let kind = Arg::Name(kind.name(), declaration(kind).zh);
            let args = [
                ("field", field.as_str().into()),
                ("nearest", nearest.as_str().into()),
                ("kind", kind),
            ];
            terminal.complain(key, &args);
        }
    }
}

fn read(terminal: &Terminal, path: &Path, asked: &Asked<'_>) -> Option<Read> {
    let file = || ("file", name(path).into());
    let size = fs::metadata(path).map(|known| known.len());
    let bytes = match size {
        Ok(size) if size > LARGEST => {
            terminal.complain("import.too-large", &[file()]);
            return None;
        }
        Ok(_) => fs::read(path),
        Err(error) => Err(error),
    };
    let bytes = match bytes {
        Ok(bytes) => bytes,
        Err(error) => {
            terminal
                .complain("import.cannot-read", &[file(), ("detail", error.to_string().into())]);
            return None;
        }
    };
    // What a damaged file does to the reader is said in our words, not in its own.
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let read = spreadsheet::read(&bytes, asked);
    std::panic::set_hook(hook);
    read.map_err(|unreadable| {
        let (key, detail) = match unreadable {
            Unreadable::NotOne => ("import.not-a-spreadsheet", String::new()),
            Unreadable::WebPage => ("import.web-page", String::new()),
            Unreadable::Password => ("import.password", String::new()),
            Unreadable::TooLarge => ("import.too-large", String::new()),
            Unreadable::Damaged(detail) if detail.is_empty() => ("import.damaged", String::new()),
            Unreadable::Damaged(detail) => ("import.damaged-so", detail),
        };
        terminal.complain(key, &[file(), ("detail", clean(&detail).into())]);
    })
    .ok()
}

/// The name of a file without the folders that lead to it.
fn name(path: &Path) -> String {
    path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

/// One import.
struct Job<'a> {
    terminal: &'a Terminal,
    args: &'a ImportArgs,
    sources: &'a Sources,
    asked: &'a Asked<'a>,
    file: String,
}

impl Job<'_> {
    fn carry_out(&self, read: Read, target: &Target, options: &Options) -> Ended {
        let Read { drafts, mut slips, notes, rows } = read;
        let Sorted { fresh, there, near } = spreadsheet::sort(drafts, self.sources, self.asked);
        slips.extend(near);
        slips.sort_by(|a, b| a.at.cmp(&b.at));
        if !slips.is_empty() {
            for slip in &slips {
                self.terminal.line(&self.place(&slip.at, &self.said(slip)));
            }
            return self.nothing_written(slips.len());
        }
        let written = match spreadsheet::write(&fresh, self.sources, self.asked, target) {
            Ok(written) => written,
            Err(refused) => return self.refuse(&refused),
        };
        let findings = self.what_is_new(&written, options);
        if findings.any_error() {
            return self.nothing_written(findings.count(Severity::Error));
        }
        if let Err((file, error)) = self.put(&written) {
            let args = [("file", file.into()), ("detail", error.to_string().into())];
            self.terminal.complain("app.cannot-write", &args);
            return Ended::NotRun;
        }
        self.summary(&notes, (rows, fresh.len(), there), &written);
        Ended::Clean
    }

    /// A sentence behind its place, on one line.
    fn place(&self, at: &Place, said: &str) -> String {
        let between = self.terminal.words.get("list.after-name");
        let at = at.to_string();
        let apart = if at.is_empty() { "" } else { " " };
        clean(&format!("{}{apart}{at}{between}{said}", self.file)).replace('\n', " ")
    }

    fn said(&self, remark: &Remark) -> String {
        self.terminal.words.say(remark.says, &remark.args)
    }

    fn nothing_written(&self, n: usize) -> Ended {
        self.terminal.complain("import.nothing-written", &[("n", n.into())]);
        Ended::Findings
    }

    fn refuse(&self, refused: &[Refused]) -> Ended {
        for one in refused {
            self.terminal.complain(one.says, &[("file", one.path.as_str().into())]);
        }
        self.terminal.say("import.unwritten", &[]);
        Ended::Findings
    }

    /// What is wrong with the board once the records are in it that was not wrong before. Said by
    /// the row that each record comes from, else with the place in the board.
    fn what_is_new(&self, written: &[Written], options: &Options) -> Findings {
        let mut findings = Findings::default();
        if written.is_empty() {
            return findings;
        }
        let mut after = self.sources.clone();
        for file in written {
            after.insert(&file.path, file.text.clone().into_bytes());
        }
        let key =
            |finding: &Finding| (finding.code, finding.at.file.clone(), finding.about.clone());
        let mut before: Vec<_> = compile(self.sources, options).findings.iter().map(key).collect();
        for finding in compile(&after, options).findings {
            match before.iter().position(|known| *known == key(&finding)) {
                Some(place) => {
                    before.swap_remove(place);
                }
                None => findings.push(finding),
            }
        }
        let words = &self.terminal.words;
        let excerpts = Excerpts::of(&after);
        for finding in &findings {
            let mut added = written.iter().flat_map(|file| &file.added);
            let from = added.find(|(id, _)| finding.about.as_ref() == Some(id));
            match from {
                Some((_, at)) => {
                    let between = words.get("list.semicolon");
                    let said =
                        format!("{}{between}{}", finding.message(words), finding.help(words));
                    self.terminal.line(&self.place(at, &said));
                }
                None => self.terminal.line(&self.terminal.draw(&excerpts, finding, false)),
            }
        }
        findings
    }

    /// Writes every file beside, then puts each in its place.
    fn put(&self, written: &[Written]) -> Result<(), (String, io::Error)> {
        let mut ready: Vec<(PathBuf, PathBuf)> = Vec::new();
        for file in written {
            let path = self.args.dir.join(&file.path);
            let beside = path.with_extension("import.tmp");
            let put = self.bytes(&path, file).and_then(|bytes| {
                path.parent().map_or(Ok(()), fs::create_dir_all)?;
                fs::write(&beside, bytes)
            });
            if let Err(error) = put {
                let _ = fs::remove_file(&beside);
                for (beside, _) in &ready {
                    let _ = fs::remove_file(beside);
                }
                return Err((file.path.clone(), error));
            }
            ready.push((beside, path));
        }
        for ((beside, path), file) in ready.iter().zip(written) {
            fs::rename(beside, path).map_err(|error| (file.path.clone(), error))?;
        }
        Ok(())
    }

    /// The bytes of a file in the encoding that it has on the disk.
    fn bytes(&self, path: &Path, file: &Written) -> io::Result<Vec<u8>> {
        let Some(source) = self.sources.get(&file.path) else {
            return Ok(file.text.clone().into_bytes());
        };
        let old = fs::read(path)?;
        let unknown = || io::Error::from(io::ErrorKind::InvalidData);
        let (decoded, encoded) = text::decode(&old).ok_or_else(unknown)?;
        // Somebody may have saved the file since it was read; theirs is not written over.
        let same = source.text() == Ok(&decoded);
        let kept = same && encoded.encode(&decoded).is_some_and(|again| *again == *old);
        let bytes = encoded.encode(&file.text).filter(|_| kept).ok_or_else(unknown)?;
        Ok(bytes.into_owned())
    }

    fn summary(
        &self,
        notes: &[Remark],
        (rows, added, there): (usize, usize, usize),
        written: &[Written],
    ) {
        for note in notes {
            self.terminal.line(&self.place(&note.at, &self.said(note)));
        }
        for file in written {
            let args = [("file", file.path.as_str().into()), ("n", file.added.len().into())];
            self.terminal.say("import.written", &args);
        }
        let args = [("rows", rows.into()), ("n", added.into()), ("there", there.into())];
        self.terminal.say("import.summary", &args);
        if added > 0 {
            self.terminal.say("import.next", &[]);
        }
    }
}
