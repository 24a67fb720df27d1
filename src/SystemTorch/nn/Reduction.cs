namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>What becomes of the losses of the elements.</summary>
        public enum Reduction : long
        {
            /// <summary>They are returned.</summary>
            None = 0,

            /// <summary>Their mean is.</summary>
            Mean = 1,

            /// <summary>Their sum is.</summary>
            Sum = 2,
        }
    }
}
