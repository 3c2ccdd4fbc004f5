//! What pages are made of. A component takes data and reports what happens; the server draws it as
//! the browser does. What has no state of its own is a plain function.

mod acts;
mod body;
mod change;
mod composer;
mod contents;
mod field;
mod frame;
mod introduction;
mod live;
mod own_link;
mod part;
mod post;
mod refusal;
mod replies;
mod report;
mod support;
mod thread;

pub use acts::Panel;
pub use body::body;
pub use composer::{Composer, Task};
pub use contents::{contents, line, section_href};
pub use field::{Entry, error_of, errors};
pub use frame::{between, frame, heading, otherwise, still};
pub use introduction::{Introduction, IntroductionFields};
pub use live::Live;
pub use own_link::LinkToCopy;
pub use own_link::OwnLink;
pub use part::{Flag, button, drawn, nothing, part, part_if, press_link, saying, when, whether};
pub use post::{Post, author_line, marker};
pub use refusal::{flaw_text, flaws, told};
pub use report::Report;
pub use support::SupportButton;
pub use support::agree;
pub use thread::{Ctx, Talk, Thread, ThreadSection, comments, not_open};
