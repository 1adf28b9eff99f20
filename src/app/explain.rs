//! `explain`: what a finding means, why it matters, and what to type.

use std::path::Path;

use super::Ended;
use super::board::speak;
use super::cli::ExplainArgs;
use super::terminal::Terminal;
use crate::content::suggest::nearest;
use crate::diagnostic::Code;

/// `mingbai explain`
pub(crate) fn explain(terminal: &Terminal, args: &ExplainArgs) -> Ended {
    let terminal = &speak(terminal, Path::new("."));
    let words = &terminal.words;
    let Some(name) = args.code.as_deref() else {
        let longest = Code::ALL.iter().map(|code| code.name().len()).max().unwrap_or(0);
        for code in Code::ALL {
            let said = words.get(&format!("finding.{}.name", code.name())).to_owned();
            terminal.print(&format!("{:longest$}  {said}", code.name()));
        }
        return Ended::Clean;
    };
    let Some(code) = Code::from_name(name) else {
        let near = nearest(name, Code::ALL.iter().map(|code| code.name()));
        let key = if near.is_some() { "app.no-code-near" } else { "app.no-code" };
        let args = [("code", name.into()), ("nearest", near.unwrap_or_default().into())];
        terminal.complain(key, &args);
        return Ended::NotRun;
    };
    let key = |part: &str| format!("finding.{}.{part}", code.name());
    let severity = words.get(&format!("severity.{}", code.severity().name())).to_owned();
    terminal.print(&format!("{severity}[{}] {}\n", code.name(), words.get(&key("name"))));
    terminal.print(words.get(&key("why")).trim_end());
    if code.waivable() {
        terminal
            .print(&format!("\n{}", words.say("app.waivable", &[("code", code.name().into())])));
    }
    Ended::Clean
}
