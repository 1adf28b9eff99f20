//! Which pages there are: every address of the site and what is made for it.

mod after;
mod key;
mod members;
mod said;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use indexmap::IndexMap;

pub use key::PageKey;

pub use super::address::{
    CASE_STATISTICS, data_address, file_address, notice_address, notices_address, overview_notice,
    paper_address, record_address, slug, statement_addresses,
};
pub use super::family::{By, Facet, Family, ListKey};
pub use super::members::{MEMBER_DUTIES, MEMBERS, compared_address, member_address};

use super::export::Export;
use super::family::{Categories, Lists, group, kinds_of};
use super::notices;
use super::search::Part;
use crate::diagnostic::{Code, Finding};
use crate::hash::ByName;
use crate::model::board::Board;
use crate::model::calendar::Day;
use crate::model::id::Kind;
use crate::model::record::{Attachment, Body, Record};
use crate::source::{Asset, Locus};
use crate::words::Arg;
use said::Said;

/// What is made for an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Make {
    /// A page.
    Page(PageKey),
    /// A notice on paper, as PDF.
    Sheet(PageKey),
    /// Published records of a kind and year.
    Data(Kind, Option<i16>),
    /// A file for other programs.
    Export(Export),
    /// A file of the index of the search.
    Index(Part),
    /// The Atom feed.
    Feed,
    /// The same as JSON Feed.
    JsonFeed,
    /// The sitemap.
    Sitemap,
    /// What engines may read.
    Robots,
    /// A file of the theme, by its name there.
    Theme(String),
    /// A file of the board, by its path in the sources.
    Copy(Arc<str>),
    /// A picture of the board, by its path in the sources, made so wide.
    Photo(Arc<str>, u32),
    /// What stands at the address of a file that is gone.
    Gone(String),
}

impl Make {
    /// What it is, for a message.
    fn describe(&self) -> Arg {
        let text = match self {
            Self::Page(PageKey::Record(id) | PageKey::RecordNotice(id)) => id.to_string(),
            Self::Page(PageKey::List(ListKey::Category(category), _)) => category.clone(),
            Self::Page(PageKey::List(key, _)) => key.address(1),
            Self::Page(PageKey::Statement(fund, _) | PageKey::StatementNotice(fund, _)) => {
                fund.0.to_string()
            }
            Self::Copy(path) | Self::Photo(path, _) => path.to_string(),
            _ => return Arg::Word("page.own".to_owned()),
        };
        Arg::Text(text)
    }
}

/// What the theme asks for.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Families of lists.
    pub families: Vec<Family>,
    /// The widths at which photos are made.
    pub widths: Vec<u32>,
    /// Whether records can be searched.
    pub search: bool,
}

/// What is made, by address: pages ask for others by the ten thousand.
pub type Addresses = IndexMap<String, Make, ByName>;

/// Every address of a site.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// What is made, by address; in their order once all are there.
    pub addresses: Arc<Addresses>,
    /// Addresses with capital letters, by what they are without.
    folded: Arc<BTreeMap<String, String>>,
    /// The folders that addresses lie in, as they are and without capitals.
    folders: Arc<BTreeSet<String>>,
    /// What the theme asks for.
    pub wanted: Wanted,
    /// The files that records show or hold, and those taken over as they are.
    pub assets: Arc<BTreeMap<String, Asset>>,
    /// The categories that records of each kind have.
    pub categories: Arc<Categories>,
    /// The records of each list, newest first, by their place on the board.
    pub lists: Arc<Lists>,
    /// What several pages say, once one of them has said it.
    pub(super) said: Said,
}

impl Plan {
    /// Plans the site of a board with the files that its records may show; `settle` is still to come.
    #[must_use]
    pub fn new(
        board: &Board,
        wanted: Wanted,
        assets: BTreeMap<String, Asset>,
    ) -> (Self, Vec<Finding>) {
        let (lists, categories) = group(board, &wanted.families);
        let mut plan = Self {
            wanted,
            assets: Arc::new(assets),
            categories: Arc::new(categories),
            lists: Arc::new(lists),
            ..Self::default()
        };
        // Most records have a page, some a notice; what grows is twice in memory.
        let most = board.records.len() + board.records.len() / 4;
        Arc::make_mut(&mut plan.addresses).reserve(most);
        let mut findings = Vec::new();
        let settings = Locus::file(&Arc::from("content/board.yaml"));
        for (address, key) in [
            ("index.html", PageKey::Home),
            ("about.html", PageKey::About),
            ("accounts.html", PageKey::Accounts),
            (&overview_notice("accounts.html"), PageKey::AccountsNotice),
            ("posted.html", PageKey::Notices(None)),
            ("corrections.html", PageKey::Corrections),
            ("held.html", PageKey::Held),
        ] {
            plan.put(address.to_owned(), Make::Page(key), &settings, &mut findings);
        }
        if !board.packs.is_empty() {
            let make = Make::Page(PageKey::Coverage);
            plan.put("coverage.html".to_owned(), make, &settings, &mut findings);
            let make = Make::Page(PageKey::CoverageNotice);
            plan.put(overview_notice("coverage.html"), make, &settings, &mut findings);
        }
        if !board.of(Kind::Case).is_empty() {
            let make = Make::Page(PageKey::CaseStatistics);
            plan.put(CASE_STATISTICS.to_owned(), make, &settings, &mut findings);
        }
        for year in notices::years_apart(board) {
            let page = Make::Page(PageKey::Notices(Some(year)));
            plan.put(notices_address(year), page, &settings, &mut findings);
        }
        for record in &board.records {
            let id = &record.head.id;
            let at = record.head.locus("");
            let page = Make::Page(PageKey::Record(id.clone()));
            plan.put(record_address(id), page, &at, &mut findings);
            if has_notice(record) {
                let notice = Make::Page(PageKey::RecordNotice(id.clone()));
                plan.put(notice_address(id), notice, &at, &mut findings);
            }
            for file in record.head.attachments.iter().filter_map(Attachment::published) {
                plan.attach(file, &at, &mut findings);
            }
        }
        plan.members(board, &settings, &mut findings);
        plan.accounts(board, &settings, &mut findings);
        plan.collections(board, &settings, &mut findings);
        (plan, findings)
    }

    /// Adds what is made for an address. Two different things on one address is a finding; the
    /// same file shown by two records is not.
    pub fn put(&mut self, address: String, make: Make, at: &Locus, findings: &mut Vec<Finding>) {
        // On many disks names that differ in case only are one file.
        let is_small = |byte: u8| byte.is_ascii() && !byte.is_ascii_uppercase();
        let small: Cow<'_, str> = if address.bytes().all(is_small) {
            Cow::Borrowed(&address)
        } else {
            Cow::Owned(address.to_lowercase())
        };
        let capital = self.folded.get(&*small).filter(|other| **other != address);
        let capital = capital.and_then(|name| self.addresses.get(name));
        let taken = capital.or_else(|| self.addresses.get(&*small));
        match taken.or_else(|| self.addresses.get(&address)) {
            Some(first) if *first == make => {}
            Some(first) => {
                let finding = Finding::new(Code::AddressClash, at.clone());
                let finding = finding.with("address", address);
                findings.push(finding.with("first", first.describe()));
            }
            None => {
                for name in [&*small, &address] {
                    if let Some((folder, _)) = name.rsplit_once('/')
                        && !self.folders.contains(folder)
                    {
                        let above = name.match_indices('/').map(|(end, _)| name[..end].to_owned());
                        Arc::make_mut(&mut self.folders).extend(above);
                    }
                }
                if *small != *address {
                    let small = small.into_owned();
                    Arc::make_mut(&mut self.folded).insert(small, address.clone());
                }
                Arc::make_mut(&mut self.addresses).insert(address, make);
            }
        }
    }

    /// Puts the addresses in their order, once all are there.
    pub fn settle(&mut self) {
        Arc::make_mut(&mut self.addresses).sort_unstable_keys();
    }

    /// Whether an address cannot be a file where the others are: one of them lies below it, or is
    /// a folder of it.
    #[must_use]
    pub fn blocks(&self, address: &str) -> bool {
        let small = address.to_lowercase();
        let taken =
            |name: &str| self.addresses.contains_key(name) || self.folded.contains_key(name);
        self.folders.contains(&small)
            || small.match_indices('/').any(|(end, _)| taken(&small[..end]))
    }

    fn accounts(&mut self, board: &Board, at: &Locus, findings: &mut Vec<Finding>) {
        for fund in &board.profile.funds {
            let id = &fund.id;
            for period in board.ledger.periods(id) {
                let (statement, notice) = statement_addresses(id, period);
                self.said.turned.insert((id.clone(), period), OnceLock::new());
                let page = Make::Page(PageKey::Statement(id.clone(), period));
                self.put(statement, page, at, findings);
                let page = Make::Page(PageKey::StatementNotice(id.clone(), period));
                self.put(notice, page, at, findings);
            }
        }
    }

    fn collections(&mut self, board: &Board, at: &Locus, findings: &mut Vec<Finding>) {
        let lists: Vec<(ListKey, usize)> =
            self.lists.iter().map(|(key, places)| (key.clone(), places.len())).collect();
        for (key, count) in lists {
            let pages = self.pages_of(key.by(), count);
            if pages > 1 {
                self.said.sums.insert(key.clone(), OnceLock::new());
            }
            for number in 1..=pages {
                let page = Make::Page(PageKey::List(key.clone(), number));
                self.put(key.address(number), page, at, findings);
            }
        }
        for (by, address) in [(By::Category, "categories.html"), (By::Month, "months.html")] {
            if self.lists.keys().any(|key| key.by() == by) {
                self.put(address.to_owned(), Make::Page(PageKey::Terms(by)), at, findings);
            }
        }
        let mut years = BTreeSet::new();
        for record in &board.records {
            let year = record.head.date.map(Day::year);
            let kind = record.head.id.kind;
            years.insert((kind, year));
        }
        for (kind, year) in years {
            self.put(data_address(kind, year), Make::Data(kind, year), at, findings);
        }
        if self.wanted.search {
            self.put("search.html".to_owned(), Make::Page(PageKey::Search), at, findings);
            for part in Part::all(board) {
                self.put(part.address(), Make::Index(part), at, findings);
            }
        }
        for export in Export::all(board) {
            self.put(export.address(), Make::Export(export), at, findings);
        }
        if board.profile.base_url.is_some() {
            self.put("404.html".to_owned(), Make::Page(PageKey::NotFound), at, findings);
            self.put("feed.xml".to_owned(), Make::Feed, at, findings);
            self.put("feed.json".to_owned(), Make::JsonFeed, at, findings);
        }
        let outward = &board.profile.outward;
        if board.profile.base_url.is_some() && outward.listed {
            self.put("sitemap.xml".to_owned(), Make::Sitemap, at, findings);
        }
        if board.profile.base_url.is_some() || !outward.listed {
            self.put("robots.txt".to_owned(), Make::Robots, at, findings);
        }
        if let Some(picture) = &outward.picture {
            self.attach(picture, at, findings);
        }
    }

    /// The list of those records of a kind that share a facet which one of them has: the part of
    /// the kind, else the category or the kind where it holds just these. `None` where the theme
    /// has no such family.
    #[must_use]
    pub fn part(&self, kind: Kind, facet: &Facet) -> Option<ListKey> {
        if !self.has(facet.by()) {
            return None;
        }
        let part = ListKey::Within(kind, facet.clone());
        if self.lists.contains_key(&part) {
            return Some(part);
        }
        match facet {
            Facet::Category(category) if kinds_of(&self.categories, category).count() < 2 => {
                Some(ListKey::Category(category.clone()))
            }
            _ => Some(ListKey::Kind(kind)),
        }
    }

    /// Whether the theme has a family; lists by kind are always there.
    #[must_use]
    pub fn has(&self, by: By) -> bool {
        by == By::Kind || self.wanted.families.iter().any(|family| family.by == by)
    }

    /// How many pages a list of so many records has.
    #[must_use]
    pub fn pages_of(&self, by: By, count: usize) -> usize {
        match self.per_page(by) {
            Some(rows) => count.div_ceil(rows.max(1)).max(1),
            None => 1,
        }
    }

    /// How many rows a page of that family holds.
    #[must_use]
    pub fn per_page(&self, by: By) -> Option<usize> {
        self.wanted
            .families
            .iter()
            .find(|family| family.by == by)
            .and_then(|family| family.per_page)
    }

    /// Whether lists of that family say totals.
    #[must_use]
    pub fn totals(&self, by: By) -> bool {
        self.wanted.families.iter().any(|family| family.by == by && family.totals)
    }
}

/// Whether the notice of a record is a page: of those that are posted.
#[must_use]
pub fn has_notice(record: &Record) -> bool {
    match &record.body {
        Body::Consultation(_)
        | Body::Decision(_)
        | Body::Charge(_)
        | Body::Fee(_)
        | Body::Statement(_)
        | Body::Project(_)
        | Body::Budget(_)
        | Body::Notice(_)
        | Body::Pact(_)
        | Body::Register(_)
        | Body::Page => true,
        Body::People(term) => term.people().is_some(),
        Body::Case(case) => case.ending().is_some(),
        _ => false,
    }
}
