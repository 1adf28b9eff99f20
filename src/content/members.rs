//! What members of a portal publish in `board.json`, read and held against itself.
//!
//! A member that cannot be read is a finding and stays in the list with the reason: it is never left
//! out without a word.

use std::sync::Arc;

use serde::Deserialize;

use super::lower::profile::base_url;
use super::values::money;
use crate::diagnostic::{Code, Finding};
use crate::model::board::Profile;
use crate::model::calendar::{Day, Period};
use crate::model::member::{
    Enrolled, Member, Together, Told, ToldFund, ToldNotice, ToldPack, Unread,
};
use crate::model::money::{Currency, Money};
use crate::model::totals::{CaseCount, Collected, DutyCount, Flows, Totals};
use crate::source::{Locus, NotPublished, Published, Sources};

/// The format that is read.
const FORMAT: u32 = 1;

/// Every member that board.yaml names, and a finding for each that cannot be read.
pub(super) fn members(sources: &Sources, profile: &Profile) -> (Vec<Member>, Vec<Finding>) {
    let members: Vec<Member> =
        profile.members.iter().map(|enrolled| member(sources, enrolled)).collect();
    let pairs = profile.members.iter().zip(&members);
    let unread = pairs.filter_map(|(enrolled, member)| {
        let why = member.told.as_ref().err()?.said();
        let at = Locus::span(&profile.file, enrolled.span);
        let finding = Finding::new(Code::UnreadMember, at).with("folder", &*member.folder);
        Some(finding.with("why", why))
    });
    let findings = unread.collect();
    (members, findings)
}

fn member(sources: &Sources, enrolled: &Enrolled) -> Member {
    let published = sources.members.get(&enrolled.folder);
    let told = match published {
        None => Err(Unread::Absent(NotPublished::Nothing)),
        Some(Err(why)) => Err(Unread::Absent(why.clone())),
        Some(Ok(published)) => published.index.memo(|| told(published)),
    };
    let here = matches!(published, Some(Ok(Published { data: None, .. })));
    let known = published.and_then(|published| published.as_ref().ok());
    let searched = known.and_then(|published| published.searched.clone());
    let (id, folder) = (Arc::from(enrolled.id()), Arc::clone(&enrolled.folder));
    Member { id, folder, told, here, searched }
}

fn told(published: &Published) -> Result<Told, Unread> {
    let bytes = &*published.index.bytes;
    let damaged = |error: serde_json::Error| Unread::Damaged(error.to_string());
    // Of another format nothing else is known, not even whether it reads as this one.
    let Format { format } = serde_json::from_slice(bytes).map_err(damaged)?;
    if format != FORMAT {
        return Err(Unread::Format(format.to_string()));
    }
    let document: Document = serde_json::from_slice(bytes).map_err(damaged)?;
    if let Some(data) = &published.data {
        let whole = |file: &&File| data.get(&file.path) == Some(&(file.sha256.clone(), file.bytes));
        if let Some(file) = document.data.iter().find(|file| !whole(file)) {
            return Err(Unread::Data(file.path.clone()));
        }
    }
    let told = document.told()?;
    let funds: Money = told.funds.iter().map(|fund| fund.balance).sum();
    let unlike = (funds != told.own.balance).then(|| told.as_of.to_string());
    match told.own.unbalanced().or(unlike) {
        Some(period) => Err(Unread::Unbalanced(period)),
        None => Ok(told),
    }
}

#[derive(Deserialize)]
struct Format {
    format: u32,
}

#[derive(Deserialize)]
struct Document {
    as_of: String,
    name: String,
    publisher: String,
    currency: String,
    base_url: Option<String>,
    #[serde(default = "yes")]
    listed: bool,
    #[serde(default)]
    trial: bool,
    last_record: Option<String>,
    #[serde(default)]
    funds: Vec<Fund>,
    #[serde(default)]
    data: Vec<File>,
    totals: Option<Sums>,
    #[serde(default)]
    duties: Vec<Duties>,
    #[serde(default)]
    posted: Vec<Posted>,
    #[serde(default)]
    changes: Vec<Change>,
    members: Option<Members>,
}

#[derive(Deserialize)]
struct Fund {
    name: String,
    balance: String,
    statement: Option<String>,
}

#[derive(Deserialize)]
struct File {
    path: String,
    bytes: u64,
    sha256: String,
}

#[derive(Deserialize)]
struct Sums {
    balance: String,
    #[serde(default)]
    months: Vec<MonthLine>,
    #[serde(default)]
    years: Vec<YearLine>,
    #[serde(default)]
    collection: Vec<CollectionLine>,
    #[serde(default)]
    cases: Vec<CaseLine>,
}

#[derive(Deserialize)]
struct MonthLine {
    month: String,
    #[serde(flatten)]
    flows: FlowLine,
}

#[derive(Deserialize)]
struct YearLine {
    year: i16,
    #[serde(flatten)]
    flows: FlowLine,
}

#[derive(Deserialize)]
struct FlowLine {
    #[serde(default = "one")]
    boards: i64,
    income: String,
    spending: String,
    balance: String,
}

#[derive(Deserialize)]
struct CollectionLine {
    year: i16,
    #[serde(default = "one")]
    boards: i64,
    charges: i64,
    counted: i64,
    owed: String,
    received: String,
}

#[derive(Deserialize)]
struct CaseLine {
    year: i16,
    #[serde(default = "one")]
    boards: i64,
    received: i64,
    closed: i64,
    overdue: i64,
}

#[derive(Deserialize)]
struct Duties {
    pack: String,
    title: String,
    #[serde(flatten)]
    count: Count,
    #[serde(default)]
    overdue: Vec<Overdue>,
}

#[derive(Deserialize)]
struct Count {
    published: i64,
    late: i64,
    missing: i64,
    unjudged: i64,
    withheld: i64,
}

#[derive(Deserialize)]
struct Overdue {
    duty: String,
    period: Option<String>,
    due: String,
}

#[derive(Deserialize)]
struct Posted {
    title: String,
    page: String,
    last: String,
}

#[derive(Deserialize)]
struct Change {
    #[serde(default)]
    title: String,
    page: String,
    changed: String,
    withdrawn: Option<String>,
}

#[derive(Deserialize)]
struct Members {
    boards: i64,
    told: i64,
    summed: i64,
    totals: Sums,
    duties: Count,
}

/// A board may be listed where it says nothing else.
fn yes() -> bool {
    true
}

/// A sum is one board's where it says nothing else.
fn one() -> i64 {
    1
}

impl Document {
    fn told(self) -> Result<Told, Unread> {
        let not = |what: &str| Unread::Damaged(what.to_owned());
        let currency = Currency::from_code(&self.currency).ok_or_else(|| not(&self.currency))?;
        let reader = Reader { currency: &currency };
        // Nothing but an address of the web becomes a link.
        let address = self.base_url.as_deref().map(|text| base_url(text).ok_or_else(|| not(text)));
        let mut own = reader.totals(self.totals.ok_or(Unread::NoTotals)?)?;
        let packs = self.duties.into_iter().map(pack);
        let packs: Vec<ToldPack> = packs.collect::<Result<_, _>>()?;
        own.duties = packs.iter().fold(DutyCount::default(), |sum, one| sum.and(one.count));
        let funds = self.funds.into_iter().map(|fund| {
            let balance = reader.money(&fund.balance)?;
            Ok(ToldFund { name: fund.name, balance, statement: fund.statement })
        });
        let posted = self
            .posted
            .into_iter()
            .map(|one| Ok(ToldNotice { title: one.title, page: one.page, day: day(&one.last)? }));
        // What is withdrawn is on the member's own pages, with its reason.
        let changes = self.changes.into_iter().filter(|one| one.withdrawn.is_none());
        let changes = changes.map(|one| {
            Ok(ToldNotice { title: one.title, page: one.page, day: day(&one.changed)? })
        });
        let members = self.members.map(|members| {
            let Members { boards, told, summed, totals, duties } = members;
            if !(0 <= summed && summed <= told && told <= boards && boards <= MOST) {
                return Err(Unread::Damaged(format!("members: {summed} ≤ {told} ≤ {boards}")));
            }
            let mut totals = reader.totals(totals)?;
            totals.duties = duties.read()?;
            Ok(Together { boards, told, summed, totals })
        });
        Ok(Told {
            as_of: day(&self.as_of)?,
            last_record: self.last_record.as_deref().map(day).transpose()?,
            funds: funds.collect::<Result<_, Unread>>()?,
            posted: posted.collect::<Result<_, Unread>>()?,
            changes: changes.collect::<Result<_, Unread>>()?,
            members: members.transpose()?,
            name: self.name,
            publisher: self.publisher,
            base_url: address.transpose()?,
            listed: self.listed,
            trial: self.trial,
            own,
            packs,
            currency,
        })
    }
}

/// A period stands once.
fn once<T>(before: Option<T>, period: &str) -> Result<(), Unread> {
    before.map_or(Ok(()), |_| Err(Unread::Damaged(period.to_owned())))
}

/// No count of anything on a board, or on all boards of a city, is larger.
const MOST: i64 = 1_000_000_000;

/// Counts, each within what there can be, and the first of them at least as large as the second.
fn counts<const N: usize>(counts: [i64; N]) -> Result<[i64; N], Unread> {
    let good = counts.iter().all(|count| (0..=MOST).contains(count));
    let ordered = counts.get(1).is_none_or(|second| *second <= counts[0]);
    if good && ordered { Ok(counts) } else { Err(Unread::Damaged(format!("{counts:?}"))) }
}

impl Count {
    fn read(self) -> Result<DutyCount, Unread> {
        let Self { published, late, missing, unjudged, withheld } = self;
        counts([missing, unjudged, published, late, withheld])?;
        Ok(DutyCount { published, late, missing, unjudged, withheld })
    }
}

fn pack(one: Duties) -> Result<ToldPack, Unread> {
    let overdue = one.overdue.into_iter();
    let overdue = overdue.map(|one| Ok((one.duty, one.period, day(&one.due)?)));
    let overdue = overdue.collect::<Result<_, Unread>>()?;
    Ok(ToldPack { name: one.pack, title: one.title, count: one.count.read()?, overdue })
}

fn day(text: &str) -> Result<Day, Unread> {
    Day::read(text).ok_or_else(|| Unread::Damaged(text.to_owned()))
}

/// Reads texts of a document in its currency.
struct Reader<'a> {
    currency: &'a Currency,
}

impl Reader<'_> {
    fn money(&self, text: &str) -> Result<Money, Unread> {
        money(text, self.currency).ok_or_else(|| Unread::Damaged(text.to_owned()))
    }

    fn flows(&self, line: &FlowLine) -> Result<Flows, Unread> {
        let [boards] = counts([line.boards])?;
        Ok(Flows {
            boards,
            income: self.money(&line.income)?,
            spending: self.money(&line.spending)?,
            balance: self.money(&line.balance)?,
        })
    }

    fn totals(&self, sums: Sums) -> Result<Totals, Unread> {
        let mut totals = Totals { balance: self.money(&sums.balance)?, ..Totals::default() };
        for line in &sums.months {
            let Some(Period::Month(month)) = Period::read(&line.month) else {
                return Err(Unread::Damaged(line.month.clone()));
            };
            once(totals.months.insert(month, self.flows(&line.flows)?), &line.month)?;
        }
        for line in &sums.years {
            let flows = self.flows(&line.flows)?;
            once(totals.years.insert(line.year, flows), &line.year.to_string())?;
        }
        for line in sums.collection {
            let [charges, counted, boards] = counts([line.charges, line.counted, line.boards])?;
            let (owed, received) = (self.money(&line.owed)?, self.money(&line.received)?);
            let collected = Collected { boards, charges, counted, owed, received };
            once(totals.collection.insert(line.year, collected), &line.year.to_string())?;
        }
        for line in sums.cases {
            let CaseLine { year, boards, received, closed, overdue } = line;
            counts([received, closed, overdue, boards])?;
            let count = CaseCount { boards, received, closed, overdue };
            once(totals.cases.insert(year, count), &year.to_string())?;
        }
        Ok(totals)
    }
}
