//! Sheets: the notices of a site, ready for the typesetter.

use std::sync::Arc;

use super::{GENERATOR, Site};
use crate::diagnostic::{Code, Finding};
use crate::model::calendar::Day;
use crate::model::id::RecordId;
use crate::render::sheet::{self, Form, House, Job, Press, Sheet};
use crate::source::Locus;
use crate::view::choice::{Choice, Unknown, choose};
use crate::view::notice::digest_of;
use crate::view::plan::{Make, PageKey, Plan, notice_address, paper_address, statement_addresses};
use crate::view::{self, Page, frame};
use crate::words::{Arg, Language};

/// Plans the sheet of every notice, beside its page.
pub(super) fn plan(plan: &mut Plan) {
    let notices = plan.addresses.iter().filter_map(|(address, make)| match make {
        Make::Page(key) if key.is_notice() => {
            Some((paper_address(address), Make::Sheet(key.clone())))
        }
        _ => None,
    });
    let notices: Vec<_> = notices.collect();
    Arc::make_mut(&mut plan.addresses).extend(notices);
}

impl Site {
    /// The typesetter, with the theme's templates and fonts; behind them stand further families,
    /// each with its font.
    ///
    /// # Errors
    /// What is wrong with the templates.
    pub fn press(&self, machine: Vec<(String, Vec<u8>)>) -> Result<Press, Vec<Finding>> {
        let mut faces = self.theming.faces.clone();
        let families: Vec<String> = machine.iter().map(|(family, _)| family.clone()).collect();
        for face in [&mut faces.song, &mut faces.title, &mut faces.hei, &mut faces.kai] {
            // Those that the theme names stay where it put them.
            let more = families.iter().filter(|family| !face.contains(family));
            let more: Vec<String> = more.cloned().collect();
            face.extend(more);
        }
        Press::new(&self.theme.files, &faces, machine.into_iter().map(|(_, font)| font).collect())
    }

    /// What is said of families that are nowhere.
    #[must_use]
    pub fn unknown_fonts(&self, press: &Press) -> Vec<Finding> {
        let settings = self.theme.files.get("theme.yaml");
        let at = settings.map_or_else(|| self.settings(), |file| Locus::file(&file.path));
        let unknown = press.unknown().iter();
        unknown
            .map(|name| Finding::new(Code::UnknownFont, at.clone()).with("name", name.as_str()))
            .collect()
    }

    /// The notices that are chosen, in the order in which they are put up.
    ///
    /// # Errors
    /// The names that are no notice's.
    pub fn choose(&self, choice: &Choice) -> Result<Vec<PageKey>, Vec<Unknown>> {
        choose(&self.desk(""), choice)
    }

    /// The address of a notice for the browser, planned or not.
    #[must_use]
    pub fn notice_address(&self, key: &PageKey) -> String {
        match key {
            PageKey::RecordNotice(id) => notice_address(id),
            PageKey::StatementNotice(fund, period) => statement_addresses(fund, *period).1,
            other => {
                let page = Make::Page(other.clone());
                let planned = self.plan.addresses.iter().find(|(_, make)| **make == page);
                planned.map(|(address, _)| address.clone()).unwrap_or_default()
            }
        }
    }

    /// What all sheets of the board have in common.
    #[must_use]
    pub fn house(&self) -> House {
        let (lang, region) = spoken(self.words.language);
        let blank = |slot: &'static str| (slot, Arg::Text(format!("{{{slot}}}")));
        House {
            lang,
            region,
            publisher: self.board.profile.publisher.clone(),
            words: sheet::Words {
                page: self.words.say("paper.page", &[blank("page"), blank("pages")]),
                carried: self.words.get("paper.carried").to_owned(),
                brought: self.words.get("paper.brought").to_owned(),
            },
        }
    }

    /// The sheet of a notice, planned or not.
    #[must_use]
    pub fn sheet(&self, key: &PageKey) -> Option<Sheet> {
        let desk = self.desk("");
        let (page, heading) = view::build(&desk, key)?;
        let Page::Notice(notice, text) = page else { return None };
        let at = match key {
            PageKey::RecordNotice(id) => self.board.record(id)?.head.locus(""),
            _ => self.settings(),
        };
        let banner = frame::banner(&desk);
        let said = (banner.as_str(), self.words.get("paper.attachments"));
        let resolve = |name: &str| desk.resolve(name);
        Some(sheet::sheet(heading.title, &notice, text, said, (at, &resolve)))
    }

    /// Sheets as one document: of one notice by its own title, of several by that of the board.
    #[must_use]
    pub fn job<'h>(&self, house: &'h House, form: Form, keys: &[PageKey]) -> Option<Job<'h>> {
        let sheets: Vec<Sheet> = keys.iter().filter_map(|key| self.sheet(key)).collect();
        let title = match sheets.as_slice() {
            [] => return None,
            [one] => one.title.clone(),
            _ => self.board.profile.name.clone(),
        };
        let dated = keys.iter().map(|key| self.dated(key)).max().unwrap_or(self.board.as_of);
        let names = keys.iter().map(|key| self.notice_address(key));
        let ident = names.fold(self.board.profile.name.clone(), |all, name| all + "\n" + &name);
        Some(Job {
            house,
            form,
            title,
            sheets,
            photos: Vec::new(),
            ident,
            creator: GENERATOR.to_owned(),
            dated: (dated.year(), dated.month().unsigned_abs(), dated.day().unsigned_abs()),
        })
    }

    /// The day of what a sheet tells: when its record last changed, or its period ended. Never the
    /// clock's, so that a sheet stays the same for as long as it says the same.
    fn dated(&self, key: &PageKey) -> Day {
        let day = match key {
            PageKey::RecordNotice(id) => self.board.published(id).map(|known| known.changed),
            PageKey::StatementNotice(_, period) => Some(period.days().1),
            _ => None,
        };
        day.unwrap_or(self.board.as_of).min(self.board.as_of)
    }

    /// The names of the statements with a digest that begins so, as `print` takes them.
    #[must_use]
    pub fn statements_with(&self, digest: &str) -> Vec<String> {
        let desk = self.desk("");
        let statements = self.plan.addresses.values().filter_map(|make| match make {
            Make::Page(PageKey::StatementNotice(fund, period)) => Some((fund, *period)),
            _ => None,
        });
        let named = statements
            .filter(|(fund, period)| digest_of(&desk, fund, *period).starts_with(digest))
            .map(|(fund, period)| format!("{}/{period}", fund.0));
        named.collect()
    }

    /// The title of a record, if there is one.
    #[must_use]
    pub fn title(&self, id: &RecordId) -> Option<String> {
        Some(self.desk("").title(self.board.record(id)?))
    }

    /// A day as the board writes it.
    #[must_use]
    pub fn date(&self, day: Day) -> String {
        self.desk("").format().date(day).text
    }

    fn settings(&self) -> Locus {
        Locus::file(&self.board.profile.file)
    }
}

/// Language and region, as typesetters know them.
fn spoken(language: Language) -> (String, Option<String>) {
    if language == Language::ZhHant {
        return ("zh".to_owned(), Some("TW".to_owned()));
    }
    let mut parts = language.tag().split('-');
    let lang = parts.next().unwrap_or_default().to_lowercase();
    let region = parts.find(|part| part.len() == 2).map(str::to_uppercase);
    (lang, region)
}
