//! The board in one file: nothing beside it, and no link that leads nowhere.

use super::Site;
use crate::diagnostic::Finding;
use crate::render::html;
use crate::render::theme::{STYLE, TOKENS};
use crate::view::{self, NOWHERE, frame};

impl Site {
    /// The board in one file.
    ///
    /// # Errors
    /// What is wrong with the template.
    pub fn one_file(&self) -> Result<Vec<u8>, Finding> {
        let root = self.board.profile.base_url.as_deref().unwrap_or(NOWHERE);
        let desk = self.desk(root);
        let files = [TOKENS, STYLE].into_iter().filter_map(|name| self.theme.files.get(name));
        let style: String = files.map(|file| String::from_utf8_lossy(&file.bytes)).collect();
        // Nothing in a style may end the element that it stands in.
        let style = style.replace("</", "<\\/");
        let (page, heading) = view::one_file::build(&desk, style);
        let leaf = frame::leaf(&desk, "index.html", heading, None);
        html::hand(&page, (leaf, None), (&self.theme, &|_| None)).render(&self.theme)
    }
}
