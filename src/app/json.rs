//! JSON, read by the browser: it has a reader of its own, and a phone need not load a second one.
//! Outside the browser, for tests and painting, serde reads it.

#[cfg(not(target_arch = "wasm32"))]
pub use native::Value;
#[cfg(target_arch = "wasm32")]
pub use web::Value;

#[cfg(target_arch = "wasm32")]
mod web {
    use js_sys::{Array, JSON, Object, Reflect};
    use model::Moment;
    use wasm_bindgen::{JsCast, JsValue};

    /// A value in JSON.
    pub struct Value(JsValue);

    impl Value {
        /// Reads a text; `None` when it is no JSON.
        pub fn parse(text: &str) -> Option<Self> {
            JSON::parse(text).ok().map(Self)
        }

        /// The text that it is.
        pub fn text(&self) -> Option<String> {
            self.0.as_string()
        }

        /// The whole number that it is.
        pub fn number(&self) -> Option<i64> {
            self.0.as_f64().filter(|number| number.fract() == 0.0).map(|number| number as i64)
        }

        /// The moment that it is, written as in RFC 3339.
        pub fn moment(&self) -> Option<Moment> {
            let at = js_sys::Date::parse(&self.text()?);
            (!at.is_nan()).then_some(Moment(at as i64))
        }

        /// True or false, if it is either.
        pub fn flag(&self) -> Option<bool> {
            self.0.as_bool()
        }

        /// Whether it is `null`.
        pub fn is_null(&self) -> bool {
            self.0.is_null()
        }

        /// The values in it, when it is a list.
        pub fn items(&self) -> Option<Vec<Self>> {
            Array::is_array(&self.0).then(|| Array::from(&self.0).iter().map(Self).collect())
        }

        /// What it has under a name; `None` when it has nothing there.
        pub fn field(&self, name: &str) -> Option<Self> {
            let found = Reflect::get(&self.0, &JsValue::from_str(name)).ok()?;
            (!found.is_undefined()).then_some(Self(found))
        }

        /// The text that it has under a name.
        pub fn said(&self, name: &str) -> Option<String> {
            self.field(name)?.text()
        }

        /// It as a text of JSON.
        pub fn write(&self) -> String {
            JSON::stringify(&self.0).map(String::from).unwrap_or_default()
        }

        /// The names and texts in it, when it is an object.
        pub fn texts(&self) -> Vec<(String, String)> {
            let Some(object) = self.0.dyn_ref::<Object>() else { return Vec::new() };
            let names = Object::keys(object).into_iter().filter_map(|name| name.as_string());
            names.filter_map(|name| self.field(&name)?.text().map(|text| (name, text))).collect()
        }
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod native {
    use model::Moment;

    /// A value in JSON.
    pub struct Value(serde_json::Value);

    impl Value {
        /// Reads a text; `None` when it is no JSON.
        pub fn parse(text: &str) -> Option<Self> {
            serde_json::from_str(text).ok().map(Self)
        }

        /// The text that it is.
        pub fn text(&self) -> Option<String> {
            self.0.as_str().map(str::to_owned)
        }

        /// The whole number that it is.
        pub fn number(&self) -> Option<i64> {
            self.0.as_i64()
        }

        /// The moment that it is, written as in RFC 3339.
        pub fn moment(&self) -> Option<Moment> {
            Moment::try_from(self.text()?).ok()
        }

        /// True or false, if it is either.
        pub fn flag(&self) -> Option<bool> {
            self.0.as_bool()
        }

        /// Whether it is `null`.
        pub fn is_null(&self) -> bool {
            self.0.is_null()
        }

        /// The values in it, when it is a list.
        pub fn items(&self) -> Option<Vec<Self>> {
            Some(self.0.as_array()?.iter().cloned().map(Self).collect())
        }

        /// What it has under a name; `None` when it has nothing there.
        pub fn field(&self, name: &str) -> Option<Self> {
            self.0.get(name).cloned().map(Self)
        }

        /// The names and texts in it, when it is an object.
        pub fn texts(&self) -> Vec<(String, String)> {
            let entries = self.0.as_object().into_iter().flatten();
            entries
                .filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned())))
                .collect()
        }
    }
}
