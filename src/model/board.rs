//! The board: who publishes, its funds and accounts, and every record, ordered and linked.

mod after;
mod published;
mod referrers;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use rust_decimal::Decimal;

use super::books;
use super::calendar::Day;
use super::charge::Charge;
use super::counted::StatedTotal;
use super::fee::Fee;
use super::id::{Kind, RecordId};
use super::ledger::{Account, AccountId, Fund, FundId, Ledger, Pot};
use super::lock::{Lock, Published};
use super::member::{Enrolled, Members};
use super::money::{Currency, Money};
use super::outward::Outward;
use super::pack::{Enlisted, Held, Pack};
use super::record::{Body, Exposed, Record};
use super::register::Type;
use super::roll::Roll;
use super::workdays::Workdays;
use crate::hash::ByName;
use crate::source::Spans;
use crate::words::Language;
use referrers::{Referrers, referrers};

/// After so many days without anything new a board says that it is silent: a quarter.
pub const SILENT_AFTER: u16 = 92;

/// Somebody to turn to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// Who, or for what.
    pub name: String,
    /// Telephone.
    pub phone: Option<String>,
    /// When.
    pub hours: Option<String>,
    /// Where.
    pub place: Option<String>,
}

/// A building of the estate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Building {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its entrances.
    pub entrances: Vec<String>,
    /// How many households live there.
    pub households: Option<i64>,
    /// Its floor area in square metres.
    pub area: Option<Decimal>,
}

/// What a board has bound itself to when it spends.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Limits {
    /// A payment above this sum needs a decision.
    pub decision_above: Option<Money>,
    /// Whether every payment needs a voucher, or a reason why there is none.
    pub vouchers: Vouchers,
    /// After how many days a sum that was approved and not touched is asked about.
    pub unspent_after: Option<i64>,
}

/// Whether payments need vouchers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Vouchers {
    /// One that is missing is pointed out.
    #[default]
    Asked,
    /// Nothing is published while one is missing.
    Required,
    /// Nothing is said of one that is missing, but on the pages.
    NotAsked,
}

/// What board.yaml says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    /// The board's name.
    pub name: String,
    /// Who publishes.
    pub publisher: String,
    /// The community or estate.
    pub community: Option<String>,
    /// Its address.
    pub address: Option<String>,
    /// A sentence that stands on every page.
    pub banner: Option<String>,
    /// Whether it is only being tried out: every page says so, and nothing is remembered.
    pub trial: bool,
    /// Whom to turn to.
    pub contacts: Vec<Contact>,
    /// Who supervises.
    pub supervision: Option<Contact>,
    /// The language of the site.
    pub language: Language,
    /// The one currency.
    pub currency: Currency,
    /// IANA name of the time zone.
    pub time_zone: String,
    /// Where the site will be, ending in `/`.
    pub base_url: Option<String>,
    /// The name of the theme, where it is not the built-in one.
    pub theme: Option<String>,
    /// Where money lies.
    pub accounts: Vec<Account>,
    /// Whose money it is.
    pub funds: Vec<Fund>,
    /// Ids of funds that are declared and do not read.
    pub unread_funds: Vec<String>,
    /// The buildings.
    pub buildings: Vec<Building>,
    /// Who may vote, over time.
    pub rolls: Vec<Roll>,
    /// Totals of meetings and cases that it only states.
    pub stated_totals: Vec<StatedTotal>,
    /// What the board calls what happens to a case, by its English name.
    pub case_stages: BTreeMap<&'static str, String>,
    /// What it has bound itself to when it spends.
    pub limits: Limits,
    /// The rules it has taken upon itself, by name.
    pub packs: Vec<Enlisted>,
    /// How it is held against them.
    pub held: Held,
    /// Its own types of registers.
    pub register_types: Vec<&'static Type>,
    /// How it shows itself to engines, chats and hosts.
    pub outward: Outward,
    /// The boards that it shows as one with itself.
    pub members: Vec<Enrolled>,
    /// Files in the output that are not ours and stay.
    pub keep: Vec<String>,
    /// What of anybody's it would publish.
    pub exposed: Vec<Exposed>,
    /// The file it stands in.
    pub file: Arc<str>,
    /// Where its fields stand.
    pub at: Spans,
}

impl Profile {
    /// The id of the fund or account that a name or id means.
    #[must_use]
    pub fn pot_id(&self, name: &str) -> Option<&str> {
        let fund = self.funds.iter().find(|fund| *fund.id.0 == *name || fund.name == name);
        let account =
            self.accounts.iter().find(|account| *account.id.0 == *name || account.name == name);
        fund.map(|fund| &*fund.id.0).or(account.map(|account| &*account.id.0))
    }

    /// The building that a name or id means.
    #[must_use]
    pub fn building(&self, name: &str) -> Option<&Building> {
        self.buildings.iter().find(|building| building.id == name || building.name == name)
    }
}

/// What was left out of the board, and why.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HeldBack {
    /// Drafts.
    pub drafts: BTreeSet<RecordId>,
    /// Records whose day has not come.
    pub waiting: BTreeMap<RecordId, Day>,
    /// Files, by kind and stem, of which a record could not be read: what follows from its
    /// absence is not reported on top.
    pub unread: BTreeSet<(Kind, String)>,
    /// Whether a file lies where no kind is, or under a name that cannot be: its records could be
    /// any that are missed.
    pub misplaced: bool,
}

/// A board, whole and linked.
#[derive(Clone, Debug)]
pub struct Board {
    /// What board.yaml says.
    pub profile: Profile,
    /// Every public record: by kind, then day, then id.
    pub records: Vec<Arc<Record>>,
    /// What is held back.
    pub held_back: HeldBack,
    /// The books.
    pub ledger: Arc<Ledger>,
    /// What of anybody's stands in attached texts, by their paths under `content/files/`.
    pub papers: BTreeMap<String, Vec<Exposed>>,
    /// What was published before this build.
    pub before: Arc<Lock>,
    /// What will have been published with it.
    pub lock: Lock,
    /// The same by the places of the records.
    published: Vec<Option<Arc<Published>>>,
    /// The rules it has taken upon itself.
    pub packs: Vec<Pack>,
    /// The public holidays where it is.
    pub workdays: Workdays,
    /// Its members, in the order of board.yaml.
    pub members: Arc<Members>,
    /// The day for which the board is made.
    pub as_of: Day,
    index: Arc<HashMap<RecordId, usize, ByName>>,
    referrers: Arc<Referrers>,
}

/// The parts of a board that are ready when it is put together.
pub struct Parts {
    /// What board.yaml says.
    pub profile: Profile,
    /// Every public record, in any order.
    pub records: Vec<Arc<Record>>,
    /// What is held back.
    pub held_back: HeldBack,
    /// What of anybody's stands in attached texts, by their paths under `content/files/`.
    pub papers: BTreeMap<String, Vec<Exposed>>,
    /// What was published before.
    pub before: Arc<Lock>,
    /// The rules it has taken upon itself.
    pub packs: Vec<Pack>,
    /// The public holidays where it is.
    pub workdays: Workdays,
    /// Its members, in the order of board.yaml.
    pub members: Arc<Members>,
    /// The day for which the board is made.
    pub as_of: Day,
}

impl Board {
    /// Orders and indexes the records, keeps the books and turns every reference around.
    #[must_use]
    pub fn new(parts: Parts) -> Self {
        let Parts { profile, mut records, held_back, papers, before, .. } = parts;
        let Parts { packs, workdays, members, as_of, .. } = parts;
        records.sort_by(|a, b| {
            let key = |record: &Record| (record.head.id.kind, record.head.date);
            key(a).cmp(&key(b)).then_with(|| a.head.id.cmp(&b.head.id))
        });
        let index: HashMap<_, _, _> = records
            .iter()
            .enumerate()
            .map(|(place, record)| (record.head.id.clone(), place))
            .collect();
        let referrers = referrers(&records);
        let mut board = Self {
            profile,
            records,
            held_back,
            ledger: Arc::default(),
            lock: Lock::default(),
            published: Vec::new(),
            papers,
            before,
            packs,
            workdays,
            members,
            as_of,
            index: Arc::new(index),
            referrers: Arc::new(referrers),
        };
        board.ledger = Arc::new(board.books());
        board
    }

    fn books(&self) -> Ledger {
        Ledger::new(&self.profile.funds, books::entries(self), books::left_out(self))
    }

    /// The record of that id.
    #[must_use]
    pub fn record(&self, id: &RecordId) -> Option<&Arc<Record>> {
        self.index.get(id).map(|place| &self.records[*place])
    }

    /// The types of its registers, in the order of their names.
    pub fn register_types(&self) -> impl Iterator<Item = &'static Type> + '_ {
        let types = self.of(Kind::Register).iter().filter_map(|record| match &record.body {
            Body::Register(register) => Some((register.of.name.en, register.of)),
            _ => None,
        });
        types.collect::<BTreeMap<_, _>>().into_values()
    }

    /// The records of one kind, by day and id.
    #[must_use]
    pub fn of(&self, kind: Kind) -> &[Arc<Record>] {
        let first = self.records.partition_point(|record| record.head.id.kind < kind);
        let last = self.records.partition_point(|record| record.head.id.kind <= kind);
        &self.records[first..last]
    }

    /// Whether the record of that id may be one that could not be read.
    #[must_use]
    pub fn is_unread(&self, id: &RecordId) -> bool {
        let stem = id.id.split_once('.').map_or(&*id.id, |(stem, _)| stem);
        self.held_back.misplaced || self.held_back.unread.contains(&(id.kind, stem.to_owned()))
    }

    /// Whether a record of any of these kinds could not be read.
    #[must_use]
    pub fn any_unread(&self, kinds: &[Kind]) -> bool {
        let unread = &self.held_back.unread;
        self.held_back.misplaced || unread.iter().any(|(kind, _)| kinds.contains(kind))
    }

    /// The name of a fund or account.
    #[must_use]
    pub fn pot_name(&self, pot: &str) -> &str {
        let fund = self.profile.funds.iter().find(|fund| *fund.id.0 == *pot);
        let account = self.profile.accounts.iter().find(|account| *account.id.0 == *pot);
        match (fund, account) {
            (Some(fund), _) => &fund.name,
            (None, Some(account)) => &account.name,
            (None, None) => "",
        }
    }

    /// The records that refer to this one, and the field in which they do.
    #[must_use]
    pub fn referrers(&self, id: &RecordId) -> &[(RecordId, &'static str)] {
        self.referrers.get(id).map_or(&[], Vec::as_slice)
    }

    /// The last day on which anything was published or changed.
    #[must_use]
    pub fn silent_since(&self) -> Option<Day> {
        self.lock.records.values().map(|known| known.changed).max()
    }

    /// The fund of that id.
    #[must_use]
    pub fn fund(&self, id: &FundId) -> Option<&Fund> {
        self.profile.funds.iter().find(|fund| fund.id == *id)
    }

    /// The account of that id.
    #[must_use]
    pub fn account(&self, id: &AccountId) -> Option<&Account> {
        self.profile.accounts.iter().find(|account| account.id == *id)
    }

    /// The building of that id.
    #[must_use]
    pub fn building(&self, id: &str) -> Option<&Building> {
        self.profile.buildings.iter().find(|building| building.id == id)
    }

    /// The fund or account that a name written in a transfer or a balance means.
    #[must_use]
    pub fn pot(&self, name: &str) -> Option<Pot> {
        let fund = FundId::from(name);
        let account = AccountId::from(name);
        if self.fund(&fund).is_some() {
            Some(Pot::Fund(fund))
        } else {
            self.account(&account).map(|_| Pot::Account(account))
        }
    }

    /// The fee that a charge is for.
    #[must_use]
    pub fn fee_of(&self, charge: &Charge) -> Option<&Fee> {
        match &self.record(&charge.fee)?.body {
            Body::Fee(fee) => Some(fee),
            _ => None,
        }
    }

    /// What a charge owes.
    #[must_use]
    pub fn owed(&self, charge: &Charge) -> Option<Money> {
        charge.owed(self.fee_of(charge), self.profile.currency.digits)
    }

    /// The last day on which an account or fund was balanced, up to the board's day.
    #[must_use]
    pub fn last_balanced(&self, pot: &str) -> Option<(&Record, Day)> {
        self.of(Kind::Balance).iter().rev().find_map(|record| match &record.body {
            Body::Balance(balance) if &*balance.pot == pot && balance.date <= self.as_of => {
                Some((&**record, balance.date))
            }
            _ => None,
        })
    }
}
