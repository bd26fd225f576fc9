import type { Library } from "../row.ts";
import { methods } from "../rows.ts";

const slow = { does: "crypto", cost: "A", blocks: true, instead: "`await asyncio.to_thread(...)`" } as const;
const measured = "tens to hundreds of milliseconds";

/** Password hashes and key derivation: costly on purpose. */
export const passwords: Library = {
  name: "password hashing", packages: [], docs: "https://docs.python.org/3/library/hashlib.html#key-derivation",
  sinks: [
    ...methods("hashlib.", "pbkdf2_hmac scrypt", { ...slow, measured: "~30 ms and more" }),
    ...methods("bcrypt.", "hashpw checkpw kdf", { ...slow, measured }),
    ...methods(["passlib.context.CryptContext#", "passlib.hash.*."], "hash encrypt verify verify_and_update", { ...slow, measured }),
    ...methods(["argon2.PasswordHasher#", "pwdlib.PasswordHash#", "pwdlib.PasswordHash.recommended()."], "hash verify verify_and_update", { ...slow, measured }),
    ...methods(["werkzeug.security.", "flask_bcrypt."], "generate_password_hash check_password_hash", { ...slow, measured }),
    ...methods("flask_bcrypt.Bcrypt#", "generate_password_hash check_password_hash", { ...slow, measured }),
    ...methods("django.contrib.auth.hashers.", "make_password check_password", { ...slow, measured }),
    { call: "cryptography.hazmat.primitives.asymmetric.rsa.generate_private_key", ...slow },
    { call: "Crypto.PublicKey.RSA.generate", ...slow },
    ...methods(["cryptography.hazmat.primitives.kdf.pbkdf2.PBKDF2HMAC#", "cryptography.hazmat.primitives.kdf.scrypt.Scrypt#"], "derive verify", { ...slow, measured }),
  ],
};
