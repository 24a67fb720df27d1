using System.Text.Json;

namespace QuantGen.Checkpoints;

/// <summary>Values of descriptions of quantizers, as they come from files of anybody's.</summary>
internal static class JsonValues
{
    /// <summary>Goes on to a token of a kind.</summary>
    /// <exception cref="JsonException">It is of another.</exception>
    public static void Next(ref Utf8JsonReader json, JsonTokenType token)
    {
        if (!json.Read() || json.TokenType != token)
            throw new JsonException("A value is of another kind.");
    }

    /// <summary>The truth value that comes next.</summary>
    /// <exception cref="InvalidOperationException">It is none.</exception>
    public static bool Flag(ref Utf8JsonReader json) => json.Read() && json.GetBoolean();

    /// <summary>The number that comes next, one that float32 can hold.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static double Number(ref Utf8JsonReader json)
    {
        Next(ref json, JsonTokenType.Number);
        return json.TryGetDouble(out var number) && float.IsFinite((float)number) ? number : throw new JsonException("A number is too large.");
    }

    /// <summary>The member of an enumeration that comes next, by its name.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static T Choice<T>(ref Utf8JsonReader json)
        where T : struct, Enum
    {
        Next(ref json, JsonTokenType.String);
        foreach (var (name, value) in Choices<T>.All)
        {
            if (json.ValueTextEquals(name))
                return value;
        }

        throw new JsonException("There is no such choice.");
    }

    // Made once, since a file can name as many as it likes.
    private static class Choices<T>
        where T : struct, Enum
    {
        public static readonly (string Name, T Value)[] All = [.. Enum.GetNames<T>().Zip(Enum.GetValues<T>())];
    }
}
