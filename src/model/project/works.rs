//! What the board says of a project: how far it has come, what was paid for it, and what an
//! allotment gives to which.

use std::collections::BTreeMap;

use super::{Added, Funding, Project, ProjectStand};
use crate::model::board::Board;
use crate::model::calendar::Day;
use crate::model::id::{Kind, RecordId};
use crate::model::record::{Body, Record};

impl Board {
    /// Every project, allotments among them, in the order of the board.
    pub fn projects(&self) -> impl Iterator<Item = (&Record, &Project)> {
        self.of(Kind::Project).iter().filter_map(|record| match &record.body {
            Body::Project(project) => Some((&**record, &**project)),
            _ => None,
        })
    }

    /// How far a project has come on the board's day; `None` of an allotment that says nothing of
    /// its own way.
    #[must_use]
    pub fn project_stand(&self, project: &Project) -> Option<ProjectStand> {
        let carried = || {
            let by = project.adopted_by.as_ref().and_then(|id| self.record(id));
            by.is_some_and(|by| match &by.body {
                Body::Decision(decision) => decision.is_carried() && decision.date <= self.as_of,
                _ => false,
            })
        };
        let begun = project.started.is_some() || project.steps_done() > 0;
        Some(if project.stopped.is_some() {
            ProjectStand::Abandoned
        } else if project.accepted.as_ref().is_some_and(|one| one.passed) {
            ProjectStand::Accepted
        } else if project.finished.is_some() {
            ProjectStand::Finished
        } else if project.overdue_on(self.as_of).next().is_some() {
            ProjectStand::Late
        } else if begun {
            ProjectStand::UnderWay
        } else if project.allots.is_some() {
            return None;
        } else if !project.contracts.is_empty() || carried() {
            ProjectStand::Approved
        } else {
            ProjectStand::Proposed
        })
    }

    /// The payments for a project, by day: those that name it, and the entries that adjust them.
    #[must_use]
    pub fn payments_for(&self, project: &RecordId) -> Vec<&Record> {
        self.moved_for(project, |body| matches!(body, Body::Expenditure(_)))
    }

    /// What came in for a project, by day.
    #[must_use]
    pub fn received_for(&self, project: &RecordId) -> Vec<&Record> {
        self.moved_for(project, |body| matches!(body, Body::Income(_)))
    }

    fn moved_for(&self, project: &RecordId, wanted: fn(&Body) -> bool) -> Vec<&Record> {
        let naming = |id: &RecordId, field: &'static str| {
            let found = self.referrers(id).iter().filter(move |(_, by)| *by == field);
            let found = found.filter_map(|(id, _)| self.record(id));
            found.map(|one| &**one).filter(move |one| wanted(&one.body))
        };
        let mut found: BTreeMap<(Option<Day>, &RecordId), &Record> = BTreeMap::new();
        for record in naming(project, "for") {
            for one in [record].into_iter().chain(self.adjusting(record)) {
                found.insert((one.head.date, &one.head.id), one);
            }
        }
        found.into_values().collect()
    }

    /// The entries of the same kind that adjust an entry, and those that adjust them.
    #[must_use]
    pub fn adjusting(&self, entry: &Record) -> Vec<&Record> {
        let mut found: BTreeMap<&RecordId, &Record> = BTreeMap::new();
        let mut open = vec![&entry.head.id];
        while let Some(id) = open.pop() {
            let by = self.referrers(id).iter().filter(|(_, field)| *field == "adjusts");
            for one in by.filter_map(|(id, _)| self.record(id)) {
                let id = &one.head.id;
                // Entries that adjust each other in a circle are met once.
                let new = id.kind == entry.head.id.kind && *id != entry.head.id;
                if new && found.insert(id, one).is_none() {
                    open.push(id);
                }
            }
        }
        found.into_values().collect()
    }

    /// What was spent on a project so far; what was paid back lessens it.
    #[must_use]
    pub fn spent_for(&self, project: &RecordId) -> Added {
        Added::of(self.payments_for(project).into_iter().map(|record| match &record.body {
            Body::Expenditure(spent) => Some(&spent.amount),
            _ => None,
        }))
    }

    /// What came in for a project so far.
    #[must_use]
    pub fn income_for(&self, project: &RecordId) -> Added {
        let received = self.received_for(project).into_iter();
        Added::of(received.filter_map(|record| match &record.body {
            Body::Income(income) => income.cash().map(Some),
            _ => None,
        }))
    }

    /// The projects of an allotment, each with what it gets of it.
    #[must_use]
    pub fn parts_of(&self, allotment: &RecordId) -> Vec<(&Record, &Project, Added)> {
        let naming = self.referrers(allotment).iter().filter(|(_, by)| *by == "allotment");
        let mut parts: Vec<_> = naming
            .filter_map(|(id, _)| {
                let record = self.record(id)?;
                let Body::Project(project) = &record.body else { return None };
                let own = |one: &&Funding| one.allotment.as_ref() == Some(allotment);
                let own = project.funding.iter().filter(own);
                Some((&**record, &**project, Added::of(own.map(|one| one.amount.as_ref()))))
            })
            .collect();
        parts.sort_by(|(a, ..), (b, ..)| a.head.id.cmp(&b.head.id));
        parts
    }
}
