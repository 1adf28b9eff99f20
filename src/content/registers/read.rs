//! The file of a type.

use super::names;
use crate::content::fields::{Desk, Fields};
use crate::content::kinds::{FORMS, Names, REGISTER_BOTH, REGISTER_TYPE, kind_of_folder};
use crate::content::suggest::nearest;
use crate::content::values::yes_or_no;
use crate::content::{files, yaml};
use crate::diagnostic::{Code, Finding};
use crate::model::id::Kind;
use crate::model::money::Currency;
use crate::model::quantity::FINEST;
use crate::model::register::{
    Both, Check, Column, Computed, Form, From, Rule, Stand, Total, Type, Wanted, Worded,
};
use crate::source::{Source, Span};
use crate::words::Arg;

/// A type as it was read.
#[derive(Debug)]
pub(super) struct Made {
    /// The type.
    pub of: Type,
    /// What is told of its columns besides.
    pub told: Vec<Told>,
    /// Where its name stands.
    pub name_at: Span,
}

/// What only the declaration needs to know of a column.
#[derive(Clone, Copy, Debug)]
pub(super) struct Told {
    /// Whether a row without it is incomplete.
    pub required: bool,
    /// The kinds of records that it names.
    pub kinds: &'static [Kind],
}

/// Reads the file of a type.
pub(super) fn read(source: &Source) -> (Option<Made>, Vec<Finding>) {
    let text = match source.text() {
        Ok(text) => text,
        Err(good) => return (None, vec![files::not_utf8(source, good)]),
    };
    let tree = yaml::read(&source.path, text, 0, Names::of_types());
    let mut desk = Desk {
        file: &source.path,
        currency: Currency::yuan(),
        findings: tree.findings,
        private: Vec::new(),
        traditional: false,
    };
    let made = tree.root.as_ref().and_then(|root| {
        let fields = Fields::read(&mut desk, root, None, &[REGISTER_TYPE])?;
        fields.complete(&mut desk, &[REGISTER_TYPE]);
        if let Some(format) = fields.text(&mut desk, "format").filter(|format| format != "1") {
            let args = vec![("value", format.into())];
            desk.find(Code::UnsupportedFormat, fields.spans().of("format"), args);
        }
        whole(&mut desk, &fields)
    });
    (made, desk.findings)
}

fn whole(desk: &mut Desk<'_>, fields: &Fields<'_>) -> Option<Made> {
    let name = both(desk, fields, "name")?;
    for part in [name.en, name.zh] {
        if !files::good_stem(part) || part.chars().count() > 24 {
            bad(desk, fields.spans().of("name"), part, "type-name");
        }
    }
    let title = both(desk, fields, "title").unwrap_or(name);
    let what = both(desk, fields, "what");
    let read = fields.maps(desk, "columns", column);
    let (columns, told): (Vec<Column>, Vec<Told>) = read.into_iter().unzip();
    let mut seek = Seek { columns: &columns, computed: Vec::new() };
    let state = fields.text(desk, "state").and_then(|name| {
        let is_choice = |form: &Form| matches!(form, Form::Choice(_));
        seek.place(desk, fields.spans().of("state"), &name, is_choice)
    });
    let computed = fields.maps(desk, "computed", |desk, fields| computed(desk, fields, &seek));
    names::check(desk, fields, &columns, &computed);
    seek.computed = computed.iter().map(|one| one.name).collect();
    let totals = fields.maps(desk, "totals", |desk, fields| total(desk, fields, &seek));
    let checks = fields.maps(desk, "checks", |desk, fields| check(desk, fields, &seek));
    let name_at = fields.spans().of("name");
    let of = Type { name, title, what, columns, state, computed, totals, checks };
    Some(Made { of, told, name_at })
}

/// Says what is wrong with a type.
pub(super) fn bad(desk: &mut Desk<'_>, span: Span, value: &str, why: &str) {
    let why = Arg::Word(format!("bad-register-type.{why}"));
    desk.find(Code::BadRegisterType, span, vec![("value", value.into()), ("why", why)]);
}

fn keep(text: &str) -> &'static str {
    Box::leak(text.trim().to_owned().into_boxed_str())
}

/// A name in both languages; one that is written once is the same in both.
fn both(desk: &mut Desk<'_>, fields: &Fields<'_>, name: &str) -> Option<Both> {
    let node = fields.node(name)?;
    if let Some(text) = node.text() {
        let kept = keep(text);
        return Some(Both { en: kept, zh: kept });
    }
    fields.map(desk, name, pair)
}

fn pair(desk: &mut Desk<'_>, fields: &Fields<'_>) -> Option<Both> {
    let (en, zh) = (fields.text(desk, "en"), fields.text(desk, "zh"));
    let (en, zh) = (en.as_deref().map(keep), zh.as_deref().map(keep));
    if en.is_none() && zh.is_none() {
        fields.lacks(desk, &REGISTER_BOTH[1]);
    }
    Some(Both { en: en.or(zh)?, zh: zh.or(en)? })
}

fn column(desk: &mut Desk<'_>, fields: &Fields<'_>) -> Option<(Column, Told)> {
    const STANDS: [Stand; 3] = [Stand::Open, Stand::Done, Stand::Failed];
    let name = both(desk, fields, "name")?;
    let (label, unit) = (both(desk, fields, "label"), both(desk, fields, "unit"));
    let form = fields.choice(desk, "form")?;
    let places = fields.count(desk, "places").and_then(|places| u32::try_from(places).ok());
    let values = fields.maps(desk, "values", |desk, fields| {
        let stand = fields.choice(desk, "stand").map(|place| STANDS[place]).unwrap_or_default();
        Some(Worded { name: pair(desk, fields)?, stand })
    });
    let mut kinds = Vec::new();
    for node in fields.many("to") {
        let text = node.text().unwrap_or_default().trim();
        match kind_of_folder(text) {
            Some(kind) => kinds.push(kind),
            None => bad(desk, node.span, text, "kind"),
        }
    }
    let form = match FORMS[form].en {
        "person" => Form::Person,
        "count" => Form::Count,
        "about" => Form::Rough,
        "decimal" => Form::Decimal(places.unwrap_or(2).min(FINEST)),
        "money" => Form::Money,
        "day" => Form::Day,
        "period" => Form::Period,
        "yes-no" => Form::YesNo,
        "choice" => {
            if values.is_empty() {
                bad(desk, fields.whole, name.en, "values");
            }
            Form::Choice(values)
        }
        "reference" => Form::Reference,
        "share" => Form::Share,
        "rate" => Form::Rate,
        "private" => Form::Private,
        _ => Form::Text,
    };
    let required = fields.yes(desk, "required");
    let guarded = fields.yes(desk, "guarded") && form != Form::Private;
    Some((Column { name, label, unit, form, guarded }, Told { required, kinds: kinds.leak() }))
}

/// Where the columns are that are named.
struct Seek<'a> {
    columns: &'a [Column],
    computed: Vec<Both>,
}

impl Seek<'_> {
    /// The place of a column of a form that will do.
    fn place(
        &self,
        desk: &mut Desk<'_>,
        span: Span,
        name: &str,
        fits: impl Fn(&Form) -> bool,
    ) -> Option<usize> {
        let called = |both: Both| both.en == name || both.zh == name;
        let Some(place) = self.columns.iter().position(|column| called(column.name)) else {
            let known = self.columns.iter().flat_map(|column| [column.name.en, column.name.zh]);
            let near = nearest(name, known).unwrap_or_default().to_owned();
            let key = if near.is_empty() { "column" } else { "column-near" };
            let args = vec![("nearest", near.into())];
            let why = Arg::Said(format!("bad-register-type.{key}"), args);
            desk.find(Code::BadRegisterType, span, vec![("value", name.into()), ("why", why)]);
            return None;
        };
        if !fits(&self.columns[place].form) {
            let only_days = fits(&Form::Day) && !fits(&Form::Text);
            bad(desk, span, name, if only_days { "day" } else { "form" });
            return None;
        }
        Some(place)
    }

    /// A column that is written, or one that is computed.
    fn figure(&self, desk: &mut Desk<'_>, span: Span, name: &str) -> Option<usize> {
        let called = |both: &Both| both.en == name || both.zh == name;
        match self.computed.iter().position(called) {
            Some(place) => Some(self.columns.len() + place),
            None => self.place(desk, span, name, Form::is_figure),
        }
    }

    /// The places of the columns that a field names; `None` where one of them is not there.
    fn places(
        &self,
        desk: &mut Desk<'_>,
        fields: &Fields<'_>,
        name: &str,
        fits: impl Fn(&Form) -> bool,
    ) -> Option<Vec<usize>> {
        let nodes = fields.many(name);
        let named = nodes.iter().map(|node| (node.text().unwrap_or_default().trim(), node.span));
        let places: Vec<Option<usize>> =
            named.map(|(text, span)| self.place(desk, span, text, &fits)).collect();
        places.into_iter().collect::<Option<Vec<_>>>().filter(|places| !places.is_empty())
    }

    /// As [`Self::places`], of two.
    fn two(
        &self,
        desk: &mut Desk<'_>,
        fields: &Fields<'_>,
        name: &str,
        fits: impl Fn(&Form) -> bool,
    ) -> Option<(usize, usize)> {
        if let [a, b] = *self.places(desk, fields, name, fits)? {
            return Some((a, b));
        }
        bad(desk, fields.spans().of(name), name, "two");
        None
    }

    fn one(
        &self,
        desk: &mut Desk<'_>,
        fields: &Fields<'_>,
        name: &str,
        fits: impl Fn(&Form) -> bool,
    ) -> Option<usize> {
        let text = fields.text(desk, name)?;
        self.place(desk, fields.spans().of(name), &text, fits)
    }
}

fn is_day(form: &Form) -> bool {
    *form == Form::Day
}

fn computed(desk: &mut Desk<'_>, fields: &Fields<'_>, seek: &Seek<'_>) -> Option<Computed> {
    let (name, unit) = (both(desk, fields, "name")?, both(desk, fields, "unit"));
    let said = |name: &str| fields.node(name).is_some();
    let from = if said("ratio") {
        let (part, whole) = seek.two(desk, fields, "ratio", Form::is_figure)?;
        let rate = |form: &Form| matches!(form, Form::Share | Form::Rate);
        From::Ratio { part, whole, stated: seek.one(desk, fields, "stated", rate) }
    } else if said("difference") {
        let (a, b) = seek.two(desk, fields, "difference", Form::is_figure)?;
        From::Difference(a, b)
    } else if said("product") {
        let (a, b) = seek.two(desk, fields, "product", Form::is_figure)?;
        From::Product(a, b)
    } else if said("days") {
        let (from, to) = seek.two(desk, fields, "days", is_day)?;
        From::Days(from, to)
    } else if said("change") {
        let places = seek.places(desk, fields, "change", |form| {
            form.is_figure() || matches!(form, Form::Text | Form::Choice(_))
        })?;
        match *places {
            [before, after] => From::Change(before, after, None),
            [before, after, unit] => From::Change(before, after, Some(unit)),
            _ => {
                bad(desk, fields.spans().of("change"), "change", "two");
                return None;
            }
        }
    } else if fields.yes(desk, "income") {
        From::Income
    } else {
        bad(desk, fields.whole, name.en, "nothing");
        return None;
    };
    Some(Computed { name, unit, from })
}

fn total(desk: &mut Desk<'_>, fields: &Fields<'_>, seek: &Seek<'_>) -> Option<Total> {
    if let Some(name) = fields.text(desk, "sum") {
        return seek.figure(desk, fields.spans().of("sum"), &name).map(Total::Sum);
    }
    if fields.node("count").is_some() {
        let counted = |form: &Form| matches!(form, Form::Choice(_) | Form::YesNo);
        return seek.one(desk, fields, "count", counted).map(Total::Count);
    }
    if fields.node("share").is_some() {
        return seek.two(desk, fields, "share", Form::is_figure).map(|(a, b)| Total::Share(a, b));
    }
    bad(desk, fields.whole, "totals", "nothing");
    None
}

fn check(desk: &mut Desk<'_>, fields: &Fields<'_>, seek: &Seek<'_>) -> Option<Check> {
    let says = both(desk, fields, "says")?;
    let said = |name: &str| fields.node(name).is_some();
    let any = |_: &Form| true;
    let rule = if said("not_after") {
        let (a, b) = seek.two(desk, fields, "not_after", is_day)?;
        Rule::NotAfter(a, b)
    } else if said("at_most") {
        let (a, b) = seek.two(desk, fields, "at_most", Form::is_figure)?;
        Rule::AtMost(a, b)
    } else if said("equals") {
        let of = seek.one(desk, fields, "equals", Form::is_figure)?;
        if said("product") {
            Rule::Product(of, seek.places(desk, fields, "product", Form::is_figure)?)
        } else {
            Rule::Sum(of, seek.places(desk, fields, "sum", Form::is_figure)?)
        }
    } else if said("needs") {
        let needed = seek.one(desk, fields, "needs", any)?;
        let when =
            seek.one(desk, fields, "when", |form| matches!(form, Form::Choice(_) | Form::YesNo))?;
        Rule::Needs(needed, when, wanted(desk, fields, &seek.columns[when])?)
    } else if said("unique") {
        Rule::Unique(seek.places(desk, fields, "unique", any)?)
    } else if said("apart") {
        let [by, from, to] = *seek.places(desk, fields, "apart", any)? else {
            bad(desk, fields.spans().of("apart"), "apart", "three");
            return None;
        };
        for node in &fields.many("apart")[1..] {
            seek.place(desk, node.span, node.text().unwrap_or_default().trim(), is_day)?;
        }
        Rule::Apart(by, from, to)
    } else {
        bad(desk, fields.whole, says.en, "nothing");
        return None;
    };
    Some(Check { says, rule })
}

/// The values that a check asks for.
fn wanted(desk: &mut Desk<'_>, fields: &Fields<'_>, column: &Column) -> Option<Vec<Wanted>> {
    let mut all = Vec::new();
    for node in fields.many("is") {
        let text = node.text().unwrap_or_default().trim();
        let found = match &column.form {
            Form::Choice(values) => {
                let named = |value: &Worded| value.name.en == text || value.name.zh == text;
                values.iter().position(named).map(Wanted::Choice)
            }
            _ => yes_or_no(text).map(Wanted::YesNo),
        };
        match found {
            Some(wanted) => all.push(wanted),
            None => bad(desk, node.span, text, "value"),
        }
    }
    if all.is_empty() {
        bad(desk, fields.whole, column.name.en, "value");
        return None;
    }
    Some(all)
}
