//! How a board shows itself to engines, chats and hosts.

/// What board.yaml says of that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outward {
    /// Whether search engines may list it.
    pub listed: bool,
    /// The picture that stands beside a link to it, a file under `content/files/`.
    pub picture: Option<String>,
    /// The number under which the site is filed with the ministry of its country (ICP备案号).
    pub icp: Option<String>,
    /// The number under which it is filed with the police (公安备案号).
    pub police: Option<String>,
}
