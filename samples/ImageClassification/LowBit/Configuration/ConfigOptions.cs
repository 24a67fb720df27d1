using System.Globalization;
using System.Text.Json;

namespace ImageClassification.LowBit.Configuration;

/// <summary>Makes options of the usual kinds.</summary>
/// <typeparam name="T">What is configured.</typeparam>
internal static class ConfigOptions<T>
    where T : class
{
    public static ConfigOption<T> Flag(string path, Func<T, bool> get, Func<T, bool, T> set) => new(
        path,
        "true or false",
        (settings, value) => value is ConfigValue.Flag flag ? set(settings, flag.Value) : null,
        (json, settings) => json.WriteBooleanValue(get(settings)));

    public static ConfigOption<T> OptionalFlag(string path, Func<T, bool?> get, Func<T, bool?, T> set) => Optional(
        path,
        "true or false",
        get,
        set,
        static value => value is ConfigValue.Flag flag ? flag.Value : null,
        static (json, value) => json.WriteBooleanValue(value));

    public static ConfigOption<T> Whole(string path, int least, int most, Func<T, int> get, Func<T, int, T> set) => new(
        path,
        Bounds(least, most),
        (settings, value) => ReadWhole(value, least, most) is { } number ? set(settings, number) : null,
        (json, settings) => json.WriteNumberValue(get(settings)));

    public static ConfigOption<T> OptionalWhole(string path, int least, int most, Func<T, int?> get, Func<T, int?, T> set) => Optional(
        path, Bounds(least, most), get, set, value => ReadWhole(value, least, most), static (json, value) => json.WriteNumberValue(value));

    public static ConfigOption<T> Real(string path, double least, double most, Func<T, double> get, Func<T, double, T> set) => new(
        path,
        Bounds(least, most),
        (settings, value) => ReadReal(value, least, most) is { } number ? set(settings, number) : null,
        (json, settings) => json.WriteNumberValue(get(settings)));

    public static ConfigOption<T> OptionalReal(string path, double least, double most, Func<T, double?> get, Func<T, double?, T> set) => Optional(
        path, Bounds(least, most), get, set, value => ReadReal(value, least, most), static (json, value) => json.WriteNumberValue(value));

    public static ConfigOption<T> Choice<TChoice>(string path, Func<T, TChoice> get, Func<T, TChoice, T> set)
        where TChoice : struct, Enum => new(
            path,
            Names<TChoice>(),
            (settings, value) => ReadChoice<TChoice>(value) is { } choice ? set(settings, choice) : null,
            (json, settings) => json.WriteStringValue(Name(get(settings))));

    public static ConfigOption<T> OptionalChoice<TChoice>(string path, Func<T, TChoice?> get, Func<T, TChoice?, T> set)
        where TChoice : struct, Enum => Optional(
            path, Names<TChoice>(), get, set, ReadChoice<TChoice>, static (json, value) => json.WriteStringValue(Name(value)));

    public static ConfigOption<T> Text(string path, string takes, Func<T, string> get, Func<T, string, T> set, Predicate<string> isOne) => new(
        path,
        takes,
        (settings, value) => value is ConfigValue.Word word && isOne(word.Value) ? set(settings, word.Value) : null,
        (json, settings) => json.WriteStringValue(get(settings)));

    public static ConfigOption<T> OptionalText(string path, string takes, Func<T, string?> get, Func<T, string?, T> set) => new(
        path,
        $"{takes}, or null",
        (settings, value) => value switch
        {
            ConfigValue.Nothing => set(settings, null),
            ConfigValue.Word { Value.Length: > 0 } word when !word.Value.Contains('\0', StringComparison.Ordinal) => set(settings, word.Value),
            _ => null,
        },
        (json, settings) => json.WriteStringValue(get(settings)));

    public static ConfigOption<T> WholeNumbers(string path, string takes, int least, Func<T, IReadOnlyList<int>> get, Func<T, IReadOnlyList<int>, T> set, Predicate<IReadOnlyList<int>> isOne) => new(
        path,
        takes,
        (settings, value) =>
        {
            if (value is not ConfigValue.List list)
                return null;

            var numbers = list.Items.Select(item => ReadWhole(item, least, int.MaxValue)).ToList();
            return numbers.TrueForAll(static number => number is not null) && numbers.ConvertAll(static number => number!.Value) is var all && isOne(all)
                ? set(settings, all)
                : null;
        },
        (json, settings) =>
        {
            json.WriteStartArray();
            foreach (var number in get(settings))
                json.WriteNumberValue(number);

            json.WriteEndArray();
        });

    private static ConfigOption<T> Optional<TValue>(
        string path, string takes, Func<T, TValue?> get, Func<T, TValue?, T> set, Func<ConfigValue, TValue?> read, Action<Utf8JsonWriter, TValue> write)
        where TValue : struct => new(
            path,
            $"{takes}, or null",
            (settings, value) => value is ConfigValue.Nothing ? set(settings, null) : read(value) is { } given ? set(settings, given) : null,
            (json, settings) =>
            {
                if (get(settings) is { } value)
                    write(json, value);
                else
                    json.WriteNullValue();
            });

    private static int? ReadWhole(ConfigValue value, int least, int most) =>
        value is ConfigValue.Number { Whole: { } number } && number >= least && number <= most ? number : null;

    private static double? ReadReal(ConfigValue value, double least, double most) =>
        value is ConfigValue.Number { Real: { } number } && number >= least && number <= most ? number : null;

    // As it is dumped, and in any other case.
    private static TChoice? ReadChoice<TChoice>(ConfigValue value)
        where TChoice : struct, Enum
    {
        if (value is not ConfigValue.Word word)
            return null;

        foreach (var choice in Enum.GetValues<TChoice>())
        {
            if (string.Equals(Name(choice), word.Value, StringComparison.OrdinalIgnoreCase))
                return choice;
        }

        return null;
    }

    private static string Names<TChoice>()
        where TChoice : struct, Enum => $"one of {string.Join(", ", Enum.GetValues<TChoice>().Select(static choice => $"\"{Name(choice)}\""))}";

    private static string Name<TChoice>(TChoice choice)
        where TChoice : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(choice.ToString());

    private static string Bounds(int least, int most) => most == int.MaxValue
        ? string.Create(CultureInfo.InvariantCulture, $"a whole number of {least} or more")
        : string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most}");

    private static string Bounds(double least, double most) => string.Create(CultureInfo.InvariantCulture, $"a number from {least} to {most}");
}
