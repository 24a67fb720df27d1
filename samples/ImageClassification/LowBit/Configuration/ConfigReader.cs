using System.Text;
using System.Text.Json;

namespace ImageClassification.LowBit.Configuration;

/// <summary>Reads JSON into its values with their places. Comments are let through; nothing else that JSON does not have.</summary>
internal static class ConfigReader
{
    /// <summary>The longest file.</summary>
    public const int MostBytes = 1 << 20;

    private const int Deepest = 16;
    private const int LongestReason = 120;

    /// <summary>Reads a file.</summary>
    /// <exception cref="ConfigurationException">It cannot be read, or is no JSON.</exception>
    public static IReadOnlyList<ConfigMember> Load(string file)
    {
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read);
            if (stream.Length > MostBytes)
                throw new IOException(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"it is longer than {MostBytes} bytes"));

            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return Read(bytes, file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationException($"The configuration '{file}' cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>Reads a text in UTF-8.</summary>
    /// <param name="text">The text.</param>
    /// <param name="source">Its name for messages.</param>
    /// <returns>The values in the order of the text, by the names that lead to them.</returns>
    /// <exception cref="ConfigurationException">It is no JSON, or no object, or a name is there twice.</exception>
    public static IReadOnlyList<ConfigMember> Read(ReadOnlySpan<byte> text, string source)
    {
        var content = text.StartsWith(Encoding.UTF8.Preamble) ? text[Encoding.UTF8.Preamble.Length..] : text;
        var json = new Utf8JsonReader(content, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, MaxDepth = Deepest });
        var members = new List<ConfigMember>();
        try
        {
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
                throw new ConfigurationException(source, PlaceOf(content, json.TokenStartIndex), "a configuration is a JSON object, such as { \"training\": { \"epochs\": 40 } }.");

            ReadObject(ref json, content, source, "", members);

            // Finds what stands behind the object.
            while (json.Read())
            {
            }
        }
        catch (JsonException exception)
        {
            var place = PlaceOf(content, exception);
            throw new ConfigurationException(source, place, $"this is not JSON: {Reason(exception)}.");
        }
        catch (InvalidOperationException)
        {
            // What the reader throws at a text that is not UTF-8.
            throw new ConfigurationException(source, PlaceOf(content, json.TokenStartIndex), "this text is not UTF-8.");
        }

        return members;
    }

    private static void ReadObject(ref Utf8JsonReader json, ReadOnlySpan<byte> content, string source, string path, List<ConfigMember> members)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (json.Read() && json.TokenType != JsonTokenType.EndObject)
        {
            var place = PlaceOf(content, json.TokenStartIndex);
            var name = json.GetString()!;
            if (!names.Add(name))
                throw new ConfigurationException(source, place, $"'{new ConfigValue.Word(place, name).Shown.Trim('"')}' is there twice in one object; leave one out.");

            var full = path.Length == 0 ? name : $"{path}.{name}";
            json.Read();
            if (json.TokenType == JsonTokenType.StartObject)
            {
                var (start, count) = (PlaceOf(content, json.TokenStartIndex), members.Count);
                ReadObject(ref json, content, source, full, members);
                if (members.Count == count)
                    members.Add(new ConfigMember(full, place, new ConfigValue.Empty(start)));
            }
            else
                members.Add(new ConfigMember(full, place, ReadValue(ref json, content, source)));
        }
    }

    private static ConfigValue ReadValue(ref Utf8JsonReader json, ReadOnlySpan<byte> content, string source)
    {
        var place = PlaceOf(content, json.TokenStartIndex);
        switch (json.TokenType)
        {
            case JsonTokenType.Null:
                return new ConfigValue.Nothing(place);
            case JsonTokenType.True or JsonTokenType.False:
                return new ConfigValue.Flag(place, json.TokenType == JsonTokenType.True);
            case JsonTokenType.Number:
                return new ConfigValue.Number(place, Encoding.UTF8.GetString(json.ValueSpan));
            case JsonTokenType.String:
                return new ConfigValue.Word(place, json.GetString()!);
            case JsonTokenType.StartArray:
                var items = new List<ConfigValue>();
                while (json.Read() && json.TokenType != JsonTokenType.EndArray)
                    items.Add(ReadValue(ref json, content, source));

                return new ConfigValue.List(place, items);
            default:
                throw new ConfigurationException(source, place, "there are no objects in lists here.");
        }
    }

    // The first sentence of .NET's message, without the place that it has at its end.
    private static string Reason(JsonException exception)
    {
        var message = exception.Message;
        var end = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        var whole = (end < 0 ? message : message[..end]).TrimEnd('.', ' ');

        // It quotes the rest of a text that begins like a word of JSON.
        var reason = whole.Length <= LongestReason ? whole : whole[..LongestReason] + "...";
        return new string([.. reason.Select(static letter => char.IsControl(letter) || char.IsSurrogate(letter) || letter == '\uFFFD' ? '?' : letter)]);
    }

    private static TextPlace PlaceOf(ReadOnlySpan<byte> content, JsonException exception)
    {
        var start = 0;
        for (var line = exception.LineNumber ?? 0; line > 0; line--)
        {
            var end = content[start..].IndexOf((byte)'\n');
            if (end < 0)
                break;

            start += end + 1;
        }

        return PlaceOf(content, start + (exception.BytePositionInLine ?? 0));
    }

    private static TextPlace PlaceOf(ReadOnlySpan<byte> content, long offset)
    {
        var before = content[..(int)Math.Min(content.Length, offset)];
        return new TextPlace(1 + before.Count((byte)'\n'), 1 + Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]));
    }
}
