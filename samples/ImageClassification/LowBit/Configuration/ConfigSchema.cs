using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ImageClassification.LowBit.Configuration;

/// <summary>Configures settings by their options, and writes them. One list of options serves both, so that every option that is written can be read.</summary>
/// <typeparam name="T">The settings.</typeparam>
/// <param name="options">Their options; those of one object stand behind each other.</param>
internal sealed class ConfigSchema<T>(IReadOnlyList<ConfigOption<T>> options)
    where T : class
{
    private readonly Dictionary<string, ConfigOption<T>> _byPath = options.ToDictionary(static option => option.Path, StringComparer.Ordinal);

    /// <summary>Gives settings the values of a text.</summary>
    /// <param name="settings">What stays as it is where the text says nothing.</param>
    /// <param name="members">The values.</param>
    /// <param name="source">The text's name for messages.</param>
    /// <exception cref="ConfigurationException">There is no such option, or it has no such value.</exception>
    public T Apply(T settings, IEnumerable<ConfigMember> members, string source)
    {
        foreach (var member in members)
        {
            if (member.Value is ConfigValue.Empty && IsObject(member.Path))
                continue;
            if (!_byPath.TryGetValue(member.Path, out var option))
                throw new ConfigurationException(source, member.Place, Unknown(member.Path));

            settings = Set(option, settings, member.Value)
                ?? throw new ConfigurationException(source, member.Value.Place, $"{option.Path} takes {option.Takes}, not {member.Value.Shown}.");
        }

        return settings;
    }

    /// <summary>Gives settings one value, as on a command line: JSON, or a text without quotes.</summary>
    /// <exception cref="ConfigurationException">There is no such option, or it has no such value.</exception>
    public T Apply(T settings, string path, string value)
    {
        if (!_byPath.TryGetValue(path, out var option))
            throw new ConfigurationException(Unknown(path));

        var word = new ConfigValue.Word(default, value);
        return Set(option, settings, Parsed(value) ?? word) ?? Set(option, settings, word)
            ?? throw new ConfigurationException($"{option.Path} takes {option.Takes}, not '{word.Shown.Trim('"')}'.");
    }

    /// <summary>All options and their values as JSON.</summary>
    public string Dump(T settings)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            string[] open = [];
            json.WriteStartObject();
            foreach (var option in options)
            {
                var names = option.Path.Split('.');
                var same = open.Zip(names).TakeWhile(static pair => pair.First == pair.Second).Count();
                for (var depth = open.Length; depth > same; depth--)
                    json.WriteEndObject();

                open = names[..^1];
                foreach (var name in open.Skip(same))
                    json.WriteStartObject(name);

                json.WritePropertyName(names[^1]);
                option.Write(json, settings);
            }

            for (var depth = open.Length; depth >= 0; depth--)
                json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }

    // Settings check what a range of numbers cannot say.
    private static T? Set(ConfigOption<T> option, T settings, ConfigValue value)
    {
        try
        {
            return option.Set(settings, value);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static ConfigValue? Parsed(string value)
    {
        try
        {
            return ConfigReader.Read(Encoding.UTF8.GetBytes($"{{\"value\":{value}\n}}"), "")[0].Value;
        }
        catch (ConfigurationException)
        {
            // A text without quotes.
            return null;
        }
    }

    private bool IsObject(string path) => options.Any(option => option.Path.StartsWith(path + ".", StringComparison.Ordinal));

    private string Unknown(string path)
    {
        var shown = new ConfigValue.Word(default, path).Shown.Trim('"');
        if (IsObject(path))
            return $"'{shown}' is an object: {{ \"{options.First(option => option.Path.StartsWith(path + ".", StringComparison.Ordinal)).Path[(path.Length + 1)..].Split('.')[0]}\": ... }}.";

        var last = path[(path.LastIndexOf('.') + 1)..];
        var near = options.Where(option => option.Path[(option.Path.LastIndexOf('.') + 1)..].Equals(last, StringComparison.OrdinalIgnoreCase)).Select(static option => option.Path).Take(3).ToList();
        return near.Count > 0
            ? $"there is no option '{shown}'; there is {string.Join(", ", near)}."
            : $"there is no option '{shown}'; --dump-config lists all.";
    }
}
