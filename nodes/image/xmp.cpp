#include "image/xmp.h"

#include <charconv>

#include "image/utf.h"

namespace noiseloom {

namespace {

constexpr std::string_view prefix = "noiseloom:";
constexpr std::size_t longest_key = 31;

std::string escaped(std::string_view text) {
    std::string out;
    out.reserve(text.size() + text.size() / 8);
    for (const char c : text) {
        switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '\r': out += "&#13;"; break;   // XML readers turn a bare one into a line feed
            default: out += c;
        }
    }
    return out;
}

std::string unescaped(std::string_view text) {
    constexpr std::size_t longest_entity = 10;
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        const std::size_t end = text.front() == '&' ? text.substr(0, longest_entity).find(';') : text.npos;
        if (end == text.npos) {
            out += text.front();
            text.remove_prefix(1);
            continue;
        }
        const std::string_view entity = text.substr(1, end - 1);
        text.remove_prefix(end + 1);
        if (entity == "amp") out += '&';
        else if (entity == "lt") out += '<';
        else if (entity == "gt") out += '>';
        else if (entity == "quot") out += '"';
        else if (entity == "apos") out += '\'';
        else if (entity.starts_with('#')) {
            const bool hex = entity.substr(1).starts_with('x');
            const std::string_view digits = entity.substr(hex ? 2 : 1);
            std::uint32_t code = 0;
            std::from_chars(digits.data(), digits.data() + digits.size(), code, hex ? 16 : 10);
            append_utf8(out, code);
        }
    }
    return out;
}

bool is_key_char(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }

}  // namespace

std::string write_xmp(const Texts& texts) {
    std::string out =
        "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>"
        "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">"
        "<rdf:Description rdf:about=\"\" xmlns:noiseloom=\"urn:noiseloom:metadata:1\">";
    for (const auto& [key, text] : texts) {
        const std::string name = std::string(prefix) + key;
        out += "<" + name + ">" + escaped(text) + "</" + name + ">";
    }
    return out + "</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end=\"w\"?>";
}

void read_xmp(std::string_view packet, Texts& texts) {
    std::size_t at = 0;
    while ((at = packet.find(prefix, at)) != packet.npos) {
        const char before = at > 0 ? packet[at - 1] : ' ';
        at += prefix.size();
        std::size_t end = at;
        while (end < packet.size() && end - at <= longest_key && is_key_char(packet[end])) ++end;
        const std::string key(packet.substr(at, end - at));
        if (key.empty() || end >= packet.size()) continue;
        std::size_t begin = end + 1, stop = packet.npos;
        if (before == '<' && packet[end] == '>') {
            stop = packet.find('<', begin);   // the text itself has no bare '<'
        } else if (before != '/' && packet[end] == '=' && begin < packet.size() && (packet[begin] == '"' || packet[begin] == '\'')) {
            ++begin;
            stop = packet.find(packet[begin - 1], begin);
        }
        if (stop == packet.npos) continue;
        texts.emplace(key, unescaped(packet.substr(begin, stop - begin)));
        at = stop;
    }
}

}  // namespace noiseloom
