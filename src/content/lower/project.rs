//! Projects and allotments.

use super::money::named_fund;
use super::written::{Lowering, reference};
use crate::content::fields::{Desk, Fields};
use crate::diagnostic::Code;
use crate::model::board::Profile;
use crate::model::project::{
    Acceptance, Allotment, Contract, Funding, FundingKind, Milestone, Project, Proposal, Stop,
};

const KINDS: [FundingKind; 5] = [
    FundingKind::Own,
    FundingKind::Grant,
    FundingKind::ThirdParty,
    FundingKind::Households,
    FundingKind::Gift,
];

pub(crate) fn project(desk: &mut Desk<'_>, from: &Lowering<'_, '_>) -> Project {
    let (fields, profile) = (from.fields, from.profile);
    Project {
        proposed: fields.map(desk, "proposed", |desk, fields| {
            let (on, by) = (fields.day(desk, "on"), fields.text(desk, "by"));
            Some(Proposal { on: on?, by, at: fields.spans() })
        }),
        adopted_by: reference(fields, "adopted_by"),
        place: fields.text(desk, "place"),
        serves: fields.text(desk, "serves"),
        funding: fields.maps(desk, "funding", |desk, fields| funding(desk, fields, profile)),
        budget: fields.stated(desk, "budget"),
        contracts: fields.maps(desk, "contract", contract),
        started: fields.day(desk, "started"),
        milestones: fields.maps(desk, "milestones", milestone),
        finished: fields.day(desk, "finished"),
        accepted: fields.map(desk, "accepted", acceptance),
        settled: fields.stated(desk, "settled"),
        stopped: fields.map(desk, "stopped", |desk, fields| {
            let (on, why) = (fields.day(desk, "on"), fields.text(desk, "why"));
            Some(Stop { on: on?, why: why?, at: fields.spans() })
        }),
        allots: fields.map(desk, "allots", |desk, fields| Some(allotment(desk, fields))),
    }
}

/// A source of money: somebody, a fund or an allotment. What it is follows from these where it is
/// not written.
fn funding(desk: &mut Desk<'_>, fields: &Fields<'_>, profile: &Profile) -> Option<Funding> {
    let from = fields.text(desk, "from");
    let fund = named_fund(desk, fields, profile);
    let allotment = reference(fields, "allotment");
    let named = from.is_some() || fields.node("fund").is_some();
    if !named && fields.node("allotment").is_none() {
        desk.find(Code::FundingFromNobody, fields.first, Vec::new());
        return None;
    }
    let written = fields.choice(desk, "kind").map(|place| KINDS[place]);
    let follows = match (&allotment, &fund) {
        (Some(_), _) => Some(FundingKind::Allotment),
        (None, Some(_)) => Some(FundingKind::Own),
        (None, None) => None,
    };
    Some(Funding {
        from,
        kind: written.or(follows),
        fund,
        allotment,
        amount: fields.stated(desk, "amount"),
        guarantor: fields.text(desk, "guarantor"),
        note: fields.text(desk, "note"),
        at: fields.spans(),
    })
}

fn contract(desk: &mut Desk<'_>, fields: &Fields<'_>) -> Option<Contract> {
    let (with, on) = (fields.text(desk, "with"), fields.day(desk, "on"));
    let (amount, number) = (fields.stated(desk, "amount"), fields.text(desk, "number"));
    Some(Contract { with: with?, on, amount, number, at: fields.spans() })
}

fn milestone(desk: &mut Desk<'_>, fields: &Fields<'_>) -> Option<Milestone> {
    let (what, by, done) =
        (fields.text(desk, "what"), fields.day(desk, "by"), fields.day(desk, "done"));
    Some(Milestone { what: what?, by, done, at: fields.spans() })
}

/// Work that somebody looked at was accepted, unless it says otherwise.
fn acceptance(desk: &mut Desk<'_>, fields: &Fields<'_>) -> Option<Acceptance> {
    let (on, by) = (fields.day(desk, "on"), fields.text(desk, "by"));
    let opinion = fields.text(desk, "opinion");
    let passed = fields.yes(desk, "passed") || fields.node("passed").is_none();
    Some(Acceptance { on: on?, by, opinion, passed, at: fields.spans() })
}

fn allotment(desk: &mut Desk<'_>, fields: &Fields<'_>) -> Allotment {
    Allotment {
        amount: fields.money(desk, "amount"),
        each: fields.money(desk, "each"),
        shares: fields.count(desk, "shares"),
        share_of: fields.text(desk, "share_of"),
        projects: fields.count(desk, "projects"),
        begun: fields.count(desk, "begun"),
        finished: fields.count(desk, "finished"),
        as_of: fields.day(desk, "as_of"),
        at: fields.spans(),
    }
}
