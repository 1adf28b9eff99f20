//! What is made for each address of a site: pages and data of the board, its own files, those of the
//! theme, and what stands where something was.

use std::sync::Arc;

use super::theme::Theming;
use super::{Options, permanent, sheets};
use crate::content::FILES_FOLDER;
use crate::diagnostic::{Code, Finding};
use crate::model::board::Board;
use crate::model::member::SITES;
use crate::render::theme::{ASSETS, BOARDS, SEARCH, TOKENS};
use crate::source::{Locus, Sources};
use crate::view::plan::{Make, Plan};
use crate::words::Arg;

/// Files of a board that are published as they are lie here.
const STATIC_FOLDER: &str = "content/static/";

/// Where what follows from the board itself lies, and what is wrong with that.
pub(super) fn of_board(
    sources: &Sources,
    theming: &Theming,
    board: &Board,
) -> (Plan, Vec<Finding>) {
    let attached = sources.assets.iter().filter(|(path, _)| path.starts_with(FILES_FOLDER));
    let attached = attached.map(|(path, asset)| (path.to_string(), asset.clone())).collect();
    Plan::new(board, theming.wanted.clone(), attached)
}

/// Adds all the rest, and remembers every address in the lock; what is wrong with that.
pub(super) fn complete(
    plan: &mut Plan,
    (sources, theming): (&Sources, &Theming),
    board: &mut Board,
    options: &Options,
) -> Vec<Finding> {
    let mut said = Vec::new();
    for (path, asset) in &sources.assets {
        if let Some(address) = path.strip_prefix(STATIC_FOLDER) {
            Arc::make_mut(&mut plan.assets).insert(path.to_string(), asset.clone());
            let make = Make::Copy(Arc::clone(path));
            // Who writes what engines may read knows it better than we do.
            if address == "robots.txt" {
                Arc::make_mut(&mut plan.addresses).swap_remove(address);
            }
            let at = Locus::file(path);
            if !board.members.is_empty() && address.starts_with(&format!("{SITES}/")) {
                // Below that lie the sites of members, and nothing else.
                let finding = Finding::new(Code::AddressClash, at).with("address", address);
                said.push(finding.with("first", Arg::Word("page.members".to_owned())));
            } else {
                plan.put(address.to_owned(), make, &at, &mut said);
            }
        }
    }
    for (name, file) in &theming.files {
        if let Some(address) = name.strip_prefix(ASSETS).filter(|_| goes_out(name, board, plan)) {
            let make = Make::Theme(name.clone());
            plan.put(address.to_owned(), make, &Locus::file(&file.path), &mut said);
        }
    }
    if options.sheets {
        sheets::plan(plan);
    }
    permanent::remember(board, plan, options);
    plan.settle();
    said
}

/// Whether a file of the theme is published under its own name.
fn goes_out(name: &str, board: &Board, plan: &Plan) -> bool {
    match name {
        TOKENS => false,
        SEARCH => plan.wanted.search,
        BOARDS => plan.wanted.search && !board.members.is_empty(),
        _ => true,
    }
}
