//! Who may vote, and how that number came about.

use super::Desk;
use crate::model::meeting::{Assembly, Decision};
use crate::model::roll::{Holding, Roll, roll_on};
use crate::words::Arg;

impl Desk<'_> {
    /// The people and the floor area of a roll, and the units that the people come from.
    pub(super) fn roll(&self, roll: &Roll) -> String {
        let format = self.format();
        let args = [
            ("people", format.decimal(roll.people.into()).into()),
            ("area", format.area(roll.area).into()),
        ];
        let Some(parts) = &roll.parts else { return self.words.say("say.roll", &args) };
        let all = self.words.say("say.roll-people", &args);
        let units = format.decimal(parts.units.into());
        if parts.one_owner.is_empty() {
            let args = [("roll", all.into()), ("units", units.into())];
            return self.words.say("say.roll-units", &args);
        }
        let holding = |one: &Holding| {
            let n = format.decimal(one.units.into());
            let args = vec![("n", n.into()), ("why", one.why.as_str().into())];
            Arg::Said("say.roll-holding".to_owned(), args)
        };
        let held = Arg::List(parts.one_owner.iter().map(holding).collect());
        let args = [("roll", all.into()), ("units", units.into()), ("held", held)];
        self.words.say("say.roll-parts", &args)
    }

    /// The roll that the votes of an owners' meeting are held against; empty where none was taken,
    /// or where there is no roll.
    pub(super) fn roll_of(&self, decision: &Decision) -> String {
        let voted = decision.motions.iter().any(|motion| motion.votes.is_some())
            || !decision.elections.is_empty();
        let owners = decision.assembly == Assembly::Owners && voted;
        let rolls = &self.board.profile.rolls;
        let roll = roll_on(rolls, decision.date).filter(|_| owners);
        roll.map_or_else(String::new, |roll| {
            let from = self.format().date(roll.from).text;
            let args = [("roll", self.roll(roll).into()), ("from", from.into())];
            self.words.say("say.roll-of", &args)
        })
    }
}
