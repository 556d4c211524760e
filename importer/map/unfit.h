// How a map is refused: with the JSON Pointer of what is wrong. Internal to importer.
#pragma once

#include <string>
#include <string_view>

#include "holdall/core/base/result.h"

namespace holdall {

// "POINTER: why"; with an empty pointer, what the message is about is where at_pointer() puts it.
inline Error map_unfit(std::string_view pointer, std::string_view why) {
  std::string message(pointer);
  message.append(message.empty() ? "" : ": ").append(why);
  return {ErrorCode::kMapUnfit, std::move(message), {}};
}

// The same error, with `pointer` before the pointer that it begins with.
inline Error at_pointer(std::string_view pointer, Error error) {
  error.message.insert(0, std::string(pointer) + (error.message.starts_with('/') ? "" : ": "));
  return error;
}

}  // namespace holdall
