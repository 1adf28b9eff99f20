//! The arguments, as close to what is typed as can be.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::content::kinds::kind_of_folder;
use crate::content::spreadsheet::KINDS;
use crate::model::calendar::{Day, Period};
use crate::model::id::Kind;
use crate::words::Language;

/// Accounts anyone can understand: checks a board's records and publishes them as a website.
#[derive(Debug, Parser)]
#[command(name = "mingbai", version, propagate_version = true, max_term_width = 100)]
pub(crate) struct Cli {
    /// Language of messages: zh-CN, zh-Hant or en [default: the board's]
    #[arg(long, global = true, value_parser = language)]
    pub lang: Option<Language>,
    /// What to do
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Begin a board in a folder, or within a board write a record by answering questions
    New(NewArgs),
    /// Say everything that is wrong with a board, and publish nothing
    Check(CheckArgs),
    /// Publish a board into its output folder
    Build(BuildArgs),
    /// Show a board in the browser while it is written
    Serve(ServeArgs),
    /// Make a published site again and compare it byte for byte
    Verify(VerifyArgs),
    /// Set notices on paper, as PDF
    Print(PrintArgs),
    /// Write the books and records for other programs: accounts, spreadsheets, calendars
    Export(ExportArgs),
    /// Explain a finding by its code
    Explain(ExplainArgs),
    /// Write the missing numbers into list files, touching nothing else
    Number(NumberArgs),
    /// Write the rows of a spreadsheet into list files: all of them, or none
    Import(ImportArgs),
    /// Print what may be written as JSON Schema, for editors
    Schema(SchemaArgs),
    /// Print what makes a shell complete commands
    Completions(CompletionsArgs),
    /// Print the manual page, or write one a command into a folder
    Man(ManArgs),
    /// Print what the template of a page gets, as JSON, for whoever makes a theme
    View(ViewArgs),
}

/// `mingbai new`
#[derive(Debug, Args)]
pub(crate) struct NewArgs {
    /// The folder of a new board; within a board, a kind of record: expenditure, case …
    #[arg(value_name = "DIR|KIND")]
    pub what: Option<PathBuf>,
    /// The language of a new board: zh-CN, zh-Hant or en [default: asked for, else the machine's]
    #[arg(long, value_parser = language)]
    pub locale: Option<Language>,
}

/// What a board is compiled for.
#[derive(Debug, Args)]
pub(crate) struct CompileArgs {
    /// The day the board is made for, as 2025-03-31 [default: today in the board's time zone]
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub as_of: Option<Day>,
    /// Where the site will be, in place of what board.yaml says
    #[arg(long, value_name = "URL", value_parser = url)]
    pub base_url: Option<String>,
    /// Show drafts, and records whose day has not come
    #[arg(long)]
    pub drafts: bool,
}

/// How findings are told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// With an excerpt of the file and what to type instead
    #[default]
    Text,
    /// A line each, with file, line, column, code and message
    Short,
    /// As JSON
    Json,
}

/// `mingbai check`
#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    /// The board's folder
    #[arg(default_value = ".")]
    pub dir: PathBuf,
    /// How findings are told
    #[arg(long, value_enum, default_value_t)]
    pub format: Format,
    /// Set every notice on paper too, and drop it
    #[arg(long)]
    pub sheets: bool,
    /// Take fonts of this machine too for what is set on paper
    #[arg(long, requires = "sheets")]
    pub machine_fonts: bool,
    #[command(flatten)]
    #[allow(missing_docs, reason = "clap would print it as help")]
    pub compile: CompileArgs,
}

/// `mingbai build`
#[derive(Debug, Args)]
#[allow(clippy::struct_excessive_bools, reason = "each is a switch that is typed or not")]
pub(crate) struct BuildArgs {
    /// The board's folder
    #[arg(default_value = ".")]
    pub dir: PathBuf,
    /// Where the site goes [default: DIR/output; with --one-file, DIR/board.html]
    #[arg(long, value_name = "PATH")]
    pub out: Option<PathBuf>,
    #[command(flatten)]
    #[allow(missing_docs, reason = "clap would print it as help")]
    pub compile: CompileArgs,
    /// In place of the site, write what is new on it as one file that can be sent in a chat
    #[arg(long, conflicts_with = "locked")]
    pub one_file: bool,
    /// Publish every notice on paper too, as PDF
    #[arg(long, conflicts_with = "one_file")]
    pub sheets: bool,
    /// Take fonts of this machine too for the PDFs; those are marked, and cannot be made again
    #[arg(long, requires = "sheets")]
    pub machine_fonts: bool,
    /// Refuse if a record in content/board.lock would change, as automatic builds should
    #[arg(long)]
    pub locked: bool,
}

/// `mingbai serve`
#[derive(Debug, Args)]
pub(crate) struct ServeArgs {
    /// The board's folder
    #[arg(default_value = ".")]
    pub dir: PathBuf,
    /// The port [default: the first free one from 8000]
    #[arg(long, value_name = "N")]
    pub port: Option<u16>,
    /// Open the browser
    #[arg(long)]
    pub open: bool,
    /// Look for changes every half second, for network shares that do not tell
    #[arg(long)]
    pub poll: bool,
}

/// `mingbai verify`
#[derive(Debug, Args)]
pub(crate) struct VerifyArgs {
    /// The board's folder
    #[arg(default_value = ".")]
    pub dir: PathBuf,
    /// Where the site lies [default: DIR/output]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// In place of the site, look up a digest that is printed on a sheet: does the record still read so?
    #[arg(long, value_name = "DIGEST", conflicts_with = "out")]
    pub digest: Option<String>,
}

/// `mingbai print`
#[derive(Debug, Args)]
#[allow(clippy::struct_excessive_bools, reason = "each is a switch that is typed or not")]
pub(crate) struct PrintArgs {
    /// The board's folder, then what is printed: decisions/2025-03.2, maintenance/2025-03 …
    #[arg(value_name = "DIR|ID")]
    pub what: Vec<String>,
    /// What is dated in this month, as 2025-03
    #[arg(long, value_name = "MONTH", value_parser = month, group = "which")]
    pub month: Option<Period>,
    /// What is dated on this day or later
    #[arg(long, value_name = "DATE", value_parser = day, group = "which")]
    pub since: Option<Day>,
    /// What is posted now, within its window; so it is where nothing else is named
    #[arg(long, group = "which")]
    pub current: bool,
    /// The paper
    #[arg(long, value_enum, default_value_t)]
    pub size: Paper,
    /// In large type, for old eyes
    #[arg(long)]
    pub large: bool,
    /// As a poster, to be read from some way off
    #[arg(long)]
    pub poster: bool,
    /// All of it in one PDF, in the order in which it is put up
    #[arg(long, value_name = "FILE")]
    pub joined: Option<PathBuf>,
    /// Where the PDFs go [default: DIR/sheets]
    #[arg(long, value_name = "DIR", conflicts_with = "joined")]
    pub out: Option<PathBuf>,
    /// Take fonts of this machine too; what comes out is marked, for other machines make it otherwise
    #[arg(long)]
    pub machine_fonts: bool,
    #[command(flatten)]
    #[allow(missing_docs, reason = "clap would print it as help")]
    pub compile: CompileArgs,
}

/// Sizes of paper.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Paper {
    /// 210 by 297 mm
    #[default]
    A4,
    /// 297 by 420 mm
    A3,
}

/// What other programs read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum To {
    /// The books as a journal of hledger
    Hledger,
    /// The books as a file of Beancount
    Beancount,
    /// A table a kind of record, as separated values; needs --out FOLDER
    Csv,
    /// A workbook for Excel, with a sheet a kind, which `import` reads; needs --out FILE
    Xlsx,
    /// The whole board as one document
    Json,
    /// Tables and books with a description of them (Frictionless Data); needs --out FOLDER
    Datapackage,
    /// Bodies, their members, motions and votes (Popolo)
    Popolo,
    /// Meetings and notices for calendars
    Ical,
    /// All that the next committee needs, papers that are not published among it; needs --out FILE
    Archive,
}

/// `mingbai export`
#[derive(Debug, Args)]
pub(crate) struct ExportArgs {
    /// The board's folder
    #[arg(default_value = ".")]
    pub dir: PathBuf,
    /// What is written
    #[arg(long, value_enum)]
    pub to: To,
    /// The file or folder that is written [default: standard output]
    #[arg(long, value_name = "PATH")]
    pub out: Option<PathBuf>,
    /// The day the board is made for, as 2025-03-31 [default: today in the board's time zone]
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub as_of: Option<Day>,
}

/// `mingbai explain`
#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    /// The code, as it stands in brackets: error[CODE]; without one, all codes are listed
    pub code: Option<String>,
}

/// `mingbai number`
#[derive(Debug, Args)]
pub(crate) struct NumberArgs {
    /// List files [default: all list files of the board in this folder]
    pub files: Vec<PathBuf>,
}

/// `mingbai schema`
#[derive(Debug, Args)]
pub(crate) struct SchemaArgs {
    /// A kind, or board; without one, all are listed
    pub kind: Option<String>,
    /// Write all of them into this folder, as KIND.json
    #[arg(long, value_name = "DIR", conflicts_with = "kind")]
    pub out: Option<PathBuf>,
}

/// `mingbai completions`
#[derive(Debug, Args)]
pub(crate) struct CompletionsArgs {
    /// The shell
    pub shell: clap_complete::Shell,
}

/// `mingbai man`
#[derive(Debug, Args)]
pub(crate) struct ManArgs {
    /// Where the pages go; without a folder, the first is printed
    pub dir: Option<PathBuf>,
}

/// `mingbai import`
#[derive(Debug, Args)]
pub(crate) struct ImportArgs {
    /// The spreadsheet: xlsx, xls, ods, et or csv
    pub file: PathBuf,
    /// The board's folder
    #[arg(default_value = ".")]
    pub dir: PathBuf,
    /// What its rows are: income, expenditures, transfers, balances, charges, cases or projects
    #[arg(long = "as", value_name = "KIND", value_parser = kind)]
    pub kind: Kind,
    /// What columns mean whose names say too little: "摘要=item,E=amount,电话=-"; - leaves one out
    #[arg(long, value_name = "MAP")]
    pub columns: Option<String>,
    /// The sheet to read; may be given several times [default: every sheet with such a table]
    #[arg(long, value_name = "NAME")]
    pub sheet: Vec<String>,
    /// The fund of rows that name none
    #[arg(long, value_name = "ID")]
    pub fund: Option<String>,
    /// The account of rows that name none
    #[arg(long, value_name = "ID")]
    pub account: Option<String>,
    /// The list file that takes all rows [default: one a month, by date]
    #[arg(long, value_name = "FILE")]
    pub to: Option<PathBuf>,
}

/// `mingbai view`
#[derive(Debug, Args)]
pub(crate) struct ViewArgs {
    /// The address of a page, as cases/2025-014.html; without one, all are listed
    pub address: Option<String>,
    /// The board's folder
    #[arg(default_value = ".")]
    pub dir: PathBuf,
    /// Print the page itself
    #[arg(long)]
    pub html: bool,
    #[command(flatten)]
    #[allow(missing_docs, reason = "clap would print it as help")]
    pub compile: CompileArgs,
}

fn kind(text: &str) -> Result<Kind, String> {
    let names = || KINDS.iter().map(|kind| kind.name());
    let kind = kind_of_folder(text).filter(|kind| KINDS.contains(kind));
    kind.ok_or_else(|| names().collect::<Vec<_>>().join(", "))
}

fn language(text: &str) -> Result<Language, String> {
    Language::from_tag(text).ok_or_else(Language::offered)
}

fn day(text: &str) -> Result<Day, String> {
    Day::read(text).ok_or_else(|| "2025-03-31".to_owned())
}

fn month(text: &str) -> Result<Period, String> {
    let month = Period::read(text).filter(|period| matches!(period, Period::Month(_)));
    month.ok_or_else(|| "2025-03".to_owned())
}

fn url(text: &str) -> Result<String, String> {
    crate::content::base_url(text).ok_or_else(|| "https://example.org/board/".to_owned())
}
