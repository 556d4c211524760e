// Texts for people, by key, in every language that Holdall speaks (schemas/messages/LANGUAGE.json).
#pragma once

#include <string_view>

#include "holdall/core/json/value.h"

namespace holdall {

// {language: text} of a key, or nullptr. Pointers stay valid for ever.
const Value* find_message(std::string_view key);
// The text in that language, else in English, else the key itself.
std::string_view message_in(std::string_view language, std::string_view key);

}  // namespace holdall
