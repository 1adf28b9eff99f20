//! One answer about a record: asked for as its field is declared, and written as a file has it.

use std::cmp::Reverse;
use std::sync::Arc;

use super::ask::Empty;
use super::record::{Asking, Stop};
use crate::app::Ended;
use crate::content::kinds::{Field, Shape, declaration};
use crate::content::{about, append, registers, rough, values};
use crate::diagnostic::{Code, Finding};
use crate::model::board::Profile;
use crate::model::id::{Kind, RecordId};
use crate::model::stated::Stated;
use crate::source::Locus;
use crate::words::Arg;

/// How many records are offered where one is referred to.
const OFFERED: usize = 9;

impl Asking<'_> {
    /// What a question is called: in words of its own, or as a file has it, with the group that
    /// the field is in.
    pub(super) fn label(&self, path: &[&'static Field]) -> String {
        let words = &self.terminal.words;
        let names: Vec<&str> = path.iter().map(|field| field.en).collect();
        let own = format!("new.ask-{}", names.join("-"));
        if words.has(&own) {
            return words.get(&own).to_owned();
        }
        let name = |field: &Field| Arg::Name(field.en, field.zh);
        match path {
            [.., group, field] => {
                words.say("new.field-of", &[("group", name(group)), ("field", name(field))])
            }
            [field] => words.say("new.field", &[("field", name(field))]),
            [] => String::new(),
        }
    }

    /// One answer as it is written into a file; `None` if it was passed over.
    pub(super) fn answer(
        &self,
        kind: Kind,
        label: &str,
        field: &'static Field,
        must: bool,
    ) -> Result<Option<String>, Stop> {
        let empty = if must { Empty::Again } else { Empty::Skip };
        let digits = self.board.profile.currency.digits;
        let currency = &self.board.profile.currency;
        let read = |code: Code, read: &dyn Fn(&str) -> Option<String>| {
            let bad = |text: &str| self.bad(code, field, text);
            self.conversation.ask(label, empty, |text| read(text).ok_or_else(|| bad(text)))
        };
        let answer = match field.shape {
            Shape::Day if must => {
                let today = self.today.to_string();
                let bad = |text: &str| self.bad(Code::NotADate, field, text);
                let read = |text: &str| values::day(text).ok_or_else(|| bad(text));
                let day = self.conversation.ask(label, Empty::Means(&today), read)?;
                day.map(|day| day.to_string())
            }
            Shape::Day => read(Code::NotADate, &|text| Some(values::day(text)?.to_string()))?,
            Shape::Period => {
                read(Code::NotAPeriod, &|text| Some(values::period(text)?.to_string()))?
            }
            Shape::Money => {
                read(Code::NotMoney, &|text| Some(values::money(text, currency)?.plain(digits)))?
            }
            Shape::Stated => read(Code::NotMoney, &|text| match values::stated(text, currency)? {
                Stated::Exact(money) => Some(money.plain(digits)),
                Stated::Rough(rough) => Some(append::quoted(&rough.said)),
            })?,
            Shape::StatedCount => read(Code::NotANumber, &|text| {
                let count = rough::stated_count(text)?;
                Some(count.exact().map_or_else(|| append::quoted(&count.said), |n| n.to_string()))
            })?,
            Shape::Count => read(Code::NotANumber, &|text| Some(values::count(text)?.to_string()))?,
            Shape::Text if kind == Kind::Register && field.en == "type" => {
                let types: Vec<_> = registers::types(&self.board.profile).collect();
                let options: Vec<_> =
                    types.iter().map(|of| self.both(of.name.en, of.name.zh)).collect();
                let chosen = self.conversation.choose(label, empty, &options)?;
                let chosen = chosen.and_then(|place| types.get(place));
                chosen.map(|of| self.manner.name(of.name.en, of.name.zh).into_owned())
            }
            Shape::Rate => read(Code::NotAPercentage, &|text| {
                values::rate(text).map(|share| append::quoted(&share.said))
            })?,
            Shape::Rough => read(Code::NotANumber, &|text| {
                about::rough(text).map(|_| append::quoted(text.trim()))
            })?,
            Shape::Share => read(Code::NotAPercentage, &|text| {
                values::share(text).map(|share| append::quoted(&share.said))
            })?,
            Shape::Decimal(places) => {
                read(Code::NotANumber, &|text| Some(values::decimal(text, places)?.to_string()))?
            }
            Shape::Choice(choices) => {
                let options: Vec<_> =
                    choices.iter().map(|choice| self.both(choice.en, choice.zh)).collect();
                let chosen = self.conversation.choose(label, empty, &options)?;
                let chosen = chosen.and_then(|place| choices.get(place));
                chosen.map(|choice| self.manner.name(choice.en, choice.zh).into_owned())
            }
            Shape::Fund | Shape::Account | Shape::Pot => self.pot(label, field, empty)?,
            Shape::Reference(kinds) => self.reference(label, kinds, (kind, must))?,
            Shape::Text
            | Shape::Name
            | Shape::Prose
            | Shape::YesNo
            | Shape::Building
            | Shape::File
            | Shape::Map(_)
            | Shape::Many(_)
            | Shape::Waivers
            | Shape::Private
            | Shape::Control(_) => {
                self.conversation.ask(label, empty, |text| Ok(append::quoted(text)))?
            }
        };
        Ok(answer)
    }

    /// A name as it is shown, and in the other language.
    fn both(&self, en: &'static str, zh: &'static str) -> Vec<String> {
        let shown = self.terminal.words.say("new.field", &[("field", Arg::Name(en, zh))]);
        vec![shown, en.to_owned(), zh.to_owned()]
    }

    /// What is said of an answer that does not read: the same as of a file.
    fn bad(&self, code: Code, field: &Field, text: &str) -> String {
        let finding = Finding::new(code, Locus::file(&Arc::from("")))
            .with("value", text)
            .with("field", Arg::Name(field.en, field.zh));
        let words = &self.terminal.words;
        let args = [("says", finding.message(words).into()), ("help", finding.help(words).into())];
        words.say("new.bad", &args)
    }

    /// A fund or an account; one that is the only one goes without saying.
    fn pot(&self, label: &str, field: &Field, empty: Empty<'_>) -> Result<Option<String>, Stop> {
        let Profile { funds, accounts, .. } = &self.board.profile;
        let funds = funds.iter().map(|fund| vec![fund.name.clone(), fund.id.0.to_string()]);
        let accounts =
            accounts.iter().map(|account| vec![account.name.clone(), account.id.0.to_string()]);
        let options: Vec<Vec<String>> = match field.shape {
            Shape::Fund => funds.collect(),
            Shape::Account => accounts.collect(),
            _ => accounts.chain(funds).collect(),
        };
        let fund = matches!(field.shape, Shape::Fund);
        let needed = fund && options.len() > 1;
        if options.len() < 2 && (fund || matches!(empty, Empty::Skip)) {
            return Ok(None);
        }
        let empty = if needed { Empty::Again } else { empty };
        let chosen = self.conversation.choose(label, empty, &options)?;
        Ok(chosen.and_then(|place| options.get(place)?.last().cloned()))
    }

    /// A record, from the newest of the kinds that will do.
    fn reference(
        &self,
        label: &str,
        kinds: &[Kind],
        (kind, must): (Kind, bool),
    ) -> Result<Option<String>, Stop> {
        let mut found: Vec<_> = self
            .board
            .records
            .iter()
            .filter(|record| {
                kinds.contains(&record.head.id.kind) && record.head.withdrawn.is_none()
            })
            .collect();
        found.sort_by_key(|record| Reverse(record.head.date));
        found.truncate(OFFERED);
        if found.is_empty() && must {
            let lacking = kinds.first().copied().unwrap_or(kind);
            let word = |kind: Kind| Arg::Word(format!("kind.{}", kind.name()));
            let name = Arg::Name(lacking.name(), declaration(lacking).zh);
            let args = [("kind", word(kind)), ("lacking", word(lacking)), ("name", name)];
            self.terminal.complain("new.first", &args);
            return Err(Stop::Said(Ended::NotRun));
        }
        if found.is_empty() {
            return Ok(None);
        }
        let written = |id: &RecordId| {
            let folder = self.manner.name(id.kind.name(), declaration(id.kind).zh);
            format!("{folder}/{}", id.id)
        };
        let options: Vec<Vec<String>> = found
            .iter()
            .map(|record| {
                let id = written(&record.head.id);
                let title = record.head.title.clone().unwrap_or_else(|| id.clone());
                let day = record.head.date.map_or(String::new(), |day| format!("{day} "));
                vec![format!("{day}{title}"), title, id]
            })
            .collect();
        let empty = if must { Empty::Again } else { Empty::Skip };
        let chosen = self.conversation.choose(label, empty, &options)?;
        Ok(chosen.and_then(|place| options.get(place)?.last().cloned()))
    }
}
