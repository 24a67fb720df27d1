namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>What a plain recurrent layer applies to its sums.</summary>
        public enum NonLinearities
        {
            ReLU = 0,
            Tanh = 1,
        }
    }
}
