//! What hung on the board at the gate, and what is not published, in one sentence each.

use super::Desk;
use crate::model::posting::{Bulletin, Form, Posting};
use crate::model::record::Body;
use crate::model::withheld::Withheld;
use crate::rules::duties;
use crate::words::Arg;

impl Desk<'_> {
    /// What hung where, from when to when, and how long it must.
    #[must_use]
    pub(crate) fn posting_sentence(&self, posting: &Posting) -> String {
        let format = self.format();
        let mut args = vec![
            ("what", Arg::from(self.posted_title(posting))),
            ("place", posting.place.as_str().into()),
            ("up", format.date(posting.up).text.into()),
            ("n", posting.up.until(posting.last(self.board.as_of)).saturating_add(1).into()),
        ];
        let until = duties::hangs_until(self.board, posting);
        let key = match (posting.down, until) {
            (Some(down), _) => {
                args.push(("down", format.date(down).text.into()));
                "say.hung"
            }
            (None, Some(until)) => {
                args.push(("until", format.date(until).text.into()));
                "say.hangs-until"
            }
            (None, None) => "say.hangs",
        };
        self.words.say(key, &args)
    }

    /// What hung: the record, or the statement of a fund over a period.
    #[must_use]
    pub(crate) fn posted_title(&self, posting: &Posting) -> String {
        if let Some(id) = &posting.of {
            return self.link_id(id).text;
        }
        let fund = posting.fund.as_ref().map(|fund| self.pot_name(&fund.0)).unwrap_or_default();
        let period = posting.period.map(|period| self.format().period(period)).unwrap_or_default();
        self.words.say("title.posting", &[("fund", fund.into()), ("period", period.into())])
    }

    /// What is withheld, and of which period.
    #[must_use]
    pub(crate) fn withheld_title(&self, one: &Withheld) -> String {
        let duty = self.duty_title(&one.duty);
        match one.period {
            Some(period) => {
                let args = [("duty", duty.into()), ("period", self.format().period(period).into())];
                self.words.say("title.withheld", &args)
            }
            None => duty,
        }
    }

    /// How long a notice hangs; where it is there for objections, to whom to make them too.
    #[must_use]
    pub(crate) fn bulletin_window(&self, notice: &Bulletin) -> Option<String> {
        let window = notice.window.as_ref()?;
        let objects = notice.form == Form::Publicity;
        Some(if objects { self.window(window) } else { self.window_days(window) })
    }

    /// What is not published, of which period, and on what basis.
    #[must_use]
    pub(crate) fn withheld_sentence(&self, one: &Withheld) -> String {
        let format = self.format();
        let duty = self.duty_title(&one.duty);
        let args = [
            ("date", Arg::from(format.date(one.date).text)),
            ("duty", duty.into()),
            ("period", one.period.map(|period| format.period(period)).unwrap_or_default().into()),
            ("basis", one.basis.as_str().into()),
            ("why", one.why.as_str().into()),
        ];
        let key = if one.period.is_some() { "say.withheld-period" } else { "say.withheld" };
        self.words.say(key, &args)
    }

    /// What a duty is called in its pack.
    #[must_use]
    pub(crate) fn duty_title(&self, named: &str) -> String {
        duties::named(self.board, named).map_or_else(|| named.to_owned(), |duty| duty.title.clone())
    }
}

/// The facts of a notice, of what hung somewhere, and of what is withheld, by field.
#[must_use]
pub(super) fn facts(desk: &Desk<'_>, body: &Body) -> Vec<(&'static str, String)> {
    let format = desk.format();
    match body {
        Body::Notice(notice) => {
            let form = Some(("form", desk.word(&format!("value.{}", notice.form.name()))));
            let to = notice.to.clone().map(|to| ("addressee", to));
            let window = desk.bulletin_window(notice).map(|window| ("window", window));
            [form, to, window].into_iter().flatten().collect()
        }
        Body::Posting(posting) => {
            let period = posting.period.map(|period| ("period", format.period(period)));
            let place = Some(("place", posting.place.clone()));
            let up = Some(("up", format.date(posting.up).text));
            let down = posting.down.map(|day| ("down", format.date(day).text));
            [period, place, up, down].into_iter().flatten().collect()
        }
        Body::Withheld(one) => {
            let duty = Some(("withheld-duty", desk.duty_title(&one.duty)));
            let period = one.period.map(|period| ("period", format.period(period)));
            let basis = Some(("basis", one.basis.clone()));
            let why = Some(("why", one.why.clone()));
            [duty, period, basis, why].into_iter().flatten().collect()
        }
        _ => Vec::new(),
    }
}
