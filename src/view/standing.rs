//! How a record stands: one of a closed set of states by which records can be listed.
//!
//! The names are parts of addresses, so they are English in every language and do not change.

use crate::model::board::Board;
use crate::model::case::{Case, Reason};
use crate::model::charge::Charge;
use crate::model::consultation::Stand;
use crate::model::meeting::Decision;
use crate::model::money::Money;
use crate::model::moved::Given;
use crate::model::pact::PactStand;
use crate::model::people::TermStand;
use crate::model::project::ProjectStand;
use crate::model::record::{Body, Record};

/// A state, in the order in which lists offer them: what is unfinished first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// A case beyond its day.
    Overdue,
    /// A case that is open again after it had ended, and not late.
    Reopened,
    /// A case that is open and not late.
    Open,
    /// A case that was fixed.
    Fixed,
    /// A case that was mediated.
    Mediated,
    /// A case for somebody else.
    NotOurs,
    /// A case that was known already.
    Duplicate,
    /// A case that was closed with nothing done.
    NoFurtherAction,
    /// A project with a step that is not done by its day.
    ProjectLate,
    /// A project that is being worked at.
    UnderWay,
    /// A project that is approved and not begun.
    Approved,
    /// A project that is only proposed.
    Proposed,
    /// A project that is finished and not accepted.
    Finished,
    /// A project that is finished and accepted.
    Accepted,
    /// A project that was given up.
    Abandoned,
    /// A decision of which every motion was carried.
    Passed,
    /// A decision of which some motions were carried.
    PartlyPassed,
    /// A decision of which no motion was carried.
    NotPassed,
    /// A consultation whose first day has not come.
    ConsultationComes,
    /// A consultation that is open.
    Consulting,
    /// A consultation whose last day is over.
    Consulted,
    /// A term that is over, and none followed.
    TermOver,
    /// A term that has not begun.
    TermComes,
    /// A term that is under way.
    InOffice,
    /// A term that another one followed.
    TermPast,
    /// A version of a pact that has not taken effect.
    PactComes,
    /// A version of a pact that holds.
    InForce,
    /// A version of a pact in whose place another one holds.
    Replaced,
    /// A charge that is not paid in full.
    Outstanding,
    /// A charge that is paid in full.
    Collected,
    /// Money known only roughly.
    Rough,
    /// Given in kind: no money.
    InKind,
    /// A record that was withdrawn.
    Withdrawn,
}

impl Standing {
    /// Its name in addresses.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Overdue => "overdue",
            Self::Reopened => "reopened",
            Self::Open => "open",
            Self::Fixed => "fixed",
            Self::Mediated => "mediated",
            Self::NotOurs => "not-ours",
            Self::Duplicate => "duplicate",
            Self::NoFurtherAction => "no-further-action",
            Self::ProjectLate => "late",
            Self::UnderWay => "under-way",
            Self::Approved => "approved",
            Self::Proposed => "proposed",
            Self::Finished => "finished",
            Self::Accepted => "accepted",
            Self::Abandoned => "abandoned",
            Self::Passed => "passed",
            Self::PartlyPassed => "partly-passed",
            Self::NotPassed => "not-passed",
            Self::ConsultationComes => "consultation-comes",
            Self::Consulting => "consulting",
            Self::Consulted => "consulted",
            Self::TermOver => "term-over",
            Self::TermComes => "term-comes",
            Self::InOffice => "in-office",
            Self::TermPast => "term-past",
            Self::PactComes => "pact-comes",
            Self::InForce => "in-force",
            Self::Replaced => "replaced",
            Self::Outstanding => "outstanding",
            Self::Collected => "collected",
            Self::Rough => "rough",
            Self::InKind => "in-kind",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The key of its words.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Overdue => "state.overdue",
            Self::Reopened => "state.reopened",
            Self::Open => "state.open",
            Self::Fixed => "value.fixed",
            Self::Mediated => "value.mediated",
            Self::NotOurs => "value.not-ours",
            Self::Duplicate => "value.duplicate",
            Self::NoFurtherAction => "value.no-further-action",
            Self::ProjectLate => "state.project-late",
            Self::UnderWay => "state.under-way",
            Self::Approved => "state.approved",
            Self::Proposed => "state.proposed",
            Self::Finished => "state.finished",
            Self::Accepted => "state.accepted",
            Self::Abandoned => "state.abandoned",
            Self::Passed => "value.passed",
            Self::PartlyPassed => "state.partly-passed",
            Self::NotPassed => "state.not-passed",
            Self::ConsultationComes => "state.consultation-comes",
            Self::Consulting => "state.consulting",
            Self::Consulted => "state.consulted",
            Self::TermOver => "state.term-over",
            Self::TermComes => "state.term-comes",
            Self::InOffice => "state.in-office",
            Self::TermPast => "state.term-past",
            Self::PactComes => "state.pact-comes",
            Self::InForce => "state.in-force",
            Self::Replaced => "state.replaced",
            Self::Outstanding => "state.outstanding",
            Self::Collected => "state.all-collected",
            Self::Rough => "state.rough",
            Self::InKind => "state.in-kind",
            Self::Withdrawn => "state.withdrawn",
        }
    }

    /// How it is drawn.
    pub(crate) fn tone(self) -> &'static str {
        match self {
            Self::Overdue
            | Self::Reopened
            | Self::Open
            | Self::ProjectLate
            | Self::Consulting
            | Self::TermOver
            | Self::Outstanding => "open",
            Self::Fixed
            | Self::Passed
            | Self::Accepted
            | Self::InOffice
            | Self::InForce
            | Self::Collected => "good",
            Self::NotPassed | Self::Withdrawn => "bad",
            Self::Mediated
            | Self::NotOurs
            | Self::Duplicate
            | Self::NoFurtherAction
            | Self::UnderWay
            | Self::Approved
            | Self::Proposed
            | Self::Finished
            | Self::Abandoned
            | Self::PartlyPassed
            | Self::ConsultationComes
            | Self::Consulted
            | Self::TermComes
            | Self::TermPast
            | Self::PactComes
            | Self::Replaced
            | Self::Rough
            | Self::InKind => "plain",
        }
    }
}

/// How a record stands on the board's day; `None` for kinds that have no state.
#[must_use]
pub fn standing(board: &Board, record: &Record) -> Option<Standing> {
    match &record.body {
        Body::Withdrawn => Some(Standing::Withdrawn),
        Body::Case(case) => Some(of_case(board, case)),
        Body::Project(project) => board.project_stand(project).map(of_project),
        Body::Consultation(one) => Some(match one.on(board.as_of, &board.workdays) {
            Stand::Coming => Standing::ConsultationComes,
            Stand::UnderWay => Standing::Consulting,
            Stand::Over => Standing::Consulted,
        }),
        Body::Decision(decision) => of_decision(decision),
        Body::Pact(pact) => Some(match board.pact_stand(record, pact) {
            PactStand::Coming => Standing::PactComes,
            PactStand::InForce => Standing::InForce,
            PactStand::Replaced(..) => Standing::Replaced,
        }),
        // A body without terms has none that could be over.
        Body::People(term) => term.from.map(|_| match board.stand_of(record, term) {
            TermStand::Coming => Standing::TermComes,
            TermStand::Current => Standing::InOffice,
            TermStand::Over => Standing::TermOver,
            TermStand::Past => Standing::TermPast,
        }),
        Body::Charge(charge) => of_charge(board, charge),
        Body::Income(income) => match &income.given {
            Given::Goods(_) => Some(Standing::InKind),
            Given::Money(amount) => amount.exact().is_none().then_some(Standing::Rough),
        },
        Body::Expenditure(spent) => spent.amount.exact().is_none().then_some(Standing::Rough),
        Body::Fee(_)
        | Body::Register(_)
        | Body::Transfer(_)
        | Body::Balance(_)
        | Body::Budget(_)
        | Body::Statement(_)
        | Body::Page
        | Body::Notice(_)
        | Body::Posting(_)
        | Body::Withheld(_) => None,
    }
}

fn of_case(board: &Board, case: &Case) -> Standing {
    match case.ending() {
        Some(ending) => match ending.reason {
            Reason::Fixed => Standing::Fixed,
            Reason::NotOurs => Standing::NotOurs,
            Reason::Duplicate => Standing::Duplicate,
            Reason::NoFurtherAction => Standing::NoFurtherAction,
            Reason::Mediated => Standing::Mediated,
        },
        None if case.days_late(board.as_of).is_some() => Standing::Overdue,
        None if case.reopenings() > 0 => Standing::Reopened,
        None => Standing::Open,
    }
}

pub(crate) fn of_project(stand: ProjectStand) -> Standing {
    match stand {
        ProjectStand::Late => Standing::ProjectLate,
        ProjectStand::UnderWay => Standing::UnderWay,
        ProjectStand::Approved => Standing::Approved,
        ProjectStand::Proposed => Standing::Proposed,
        ProjectStand::Finished => Standing::Finished,
        ProjectStand::Accepted => Standing::Accepted,
        ProjectStand::Abandoned => Standing::Abandoned,
    }
}

fn of_decision(decision: &Decision) -> Option<Standing> {
    let carried = decision.motions.iter().filter(|one| one.outcome.claims() == Some(true)).count();
    match (carried, decision.motions.len()) {
        (_, 0) => None,
        (0, _) => Some(Standing::NotPassed),
        (carried, all) if carried == all => Some(Standing::Passed),
        _ => Some(Standing::PartlyPassed),
    }
}

/// By the money itself: a share of it may round up to the whole.
fn of_charge(board: &Board, charge: &Charge) -> Option<Standing> {
    let owed = board.owed(charge)?;
    let waived = charge.waived.as_ref().map_or(Money::ZERO, |waived| waived.amount);
    let complete = charge.paid() >= owed - waived;
    Some(if complete { Standing::Collected } else { Standing::Outstanding })
}
