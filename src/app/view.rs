//! `view`: what the template of a page gets, for whoever makes a theme.

use super::Ended;
use super::board::load;
use super::cli::{Format, ViewArgs};
use super::report::{Stream, findings};
use super::summary;
use super::terminal::Terminal;
use crate::diagnostic::nearest;
use crate::{Made, STYLE_PAGE, Site};

/// `mingbai view`
pub(crate) fn view(terminal: &Terminal, args: &ViewArgs) -> Ended {
    let Some(mut loaded) = load(terminal, &args.dir, &args.compile) else { return Ended::NotRun };
    let Some(site) = &loaded.compiled.site else {
        findings(&loaded, Format::Text, Stream::Error);
        summary::board(&loaded);
        return Ended::Findings;
    };
    let terminal = &loaded.terminal;
    let Some(address) = args.address.as_deref() else {
        list(terminal, site);
        return Ended::Clean;
    };
    let address = address.trim_start_matches("./").trim_start_matches('/');
    let address = if address.is_empty() { "index.html" } else { address };
    if let Some(json) = site.view(address).filter(|_| !args.html) {
        terminal.print(&json);
        return Ended::Clean;
    }
    if args.html && site.template(address).is_some() {
        return match site.make(address) {
            Ok(made) => {
                if let Some(Made::Bytes(bytes)) = made {
                    terminal.print(String::from_utf8_lossy(&bytes).trim_end());
                }
                Ended::Clean
            }
            Err(finding) => {
                loaded.compiled.findings.push(finding);
                findings(&loaded, Format::Text, Stream::Error);
                Ended::Findings
            }
        };
    }
    if site.plan.addresses.contains_key(address) {
        terminal.complain("app.no-view", &[("address", address.into())]);
        return Ended::NotRun;
    }
    let near = nearest(address, pages(site).map(|(address, _)| address));
    let key = if near.is_some() { "app.no-address-near" } else { "app.no-address" };
    let said = [("address", address.into()), ("nearest", near.unwrap_or_default().into())];
    terminal.complain(key, &said);
    Ended::NotRun
}

/// Every address that a template makes, with that template.
fn pages(site: &Site) -> impl Iterator<Item = (&str, &'static str)> {
    let planned = site.plan.addresses.keys().map(String::as_str);
    let all = planned.chain([STYLE_PAGE]);
    all.filter_map(|address| Some((address, site.template(address)?)))
}

fn list(terminal: &Terminal, site: &Site) {
    let longest = pages(site).map(|(_, template)| template.len()).max().unwrap_or(0);
    for (address, template) in pages(site) {
        terminal.print(&format!("{template:longest$}  {address}"));
    }
}
