/* A PKCS#11 module in front of another one (BAD_PKCS11_MODULE) that fails as a file (BAD_PKCS11_FAULTS) says.
 *
 * Each line: a function, then hang, zero or a CK_RV in hexadecimal. A token whose "pad" is "on" has keys of its own, at
 * which the person types "PAD_PIN", and for a new one "PAD_NEW". Only what is listed below can fail; everything else
 * goes to the other module. The function list (PKCS#11 v2.40 §5.2) is a version and 68 pointers in a fixed order.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef unsigned long CK_RV, CK_ULONG;
typedef unsigned char CK_BYTE;
typedef CK_RV (*any)(void);
enum { GET_SLOT_LIST = 4, GET_TOKEN_INFO = 6, SET_PIN = 11, LOGIN = 18, SIGN = 43, FUNCTIONS = 68 };
typedef struct {
    CK_BYTE version[2];
    any functions[FUNCTIONS];
} function_list;

static function_list *real, ours;

/* What stands behind a name, or an empty text. */
static void setting_of(const char *wanted, char what[64]) {
    char name[64], value[64];
    FILE *file = fopen(getenv("BAD_PKCS11_FAULTS"), "r");
    *what = 0;
    while (file && fscanf(file, "%63s %63s", name, value) == 2)
        if (strcmp(name, wanted) == 0)
            strcpy(what, value);
    if (file)
        fclose(file);
}

static int has_pad(void) {
    char what[64];
    setting_of("pad", what);
    return strcmp(what, "on") == 0;
}

/* 0: nothing is wrong; 1: zeros; otherwise the CK_RV to return. A hang lasts until the line is taken away. */
static CK_RV fault_of(const char *function) {
    char wanted[64];
    for (;;) {
        setting_of(function, wanted);
        if (strcmp(wanted, "hang") != 0)
            break;
        usleep(20000);
    }
    return !*wanted ? 0 : strcmp(wanted, "zero") == 0 ? 1 : strtoul(wanted, NULL, 16);
}

#define FAIL(NAME)                                                                                                     \
    CK_RV fault = fault_of(NAME);                                                                                      \
    if (fault > 1)                                                                                                     \
    return fault

static CK_RV get_slot_list(CK_BYTE present, CK_ULONG *slots, CK_ULONG *count) {
    FAIL("C_GetSlotList");
    return ((CK_RV(*)(CK_BYTE, CK_ULONG *, CK_ULONG *))real->functions[GET_SLOT_LIST])(present, slots, count);
}

static CK_RV get_token_info(CK_ULONG slot, void *info) {
    FAIL("C_GetTokenInfo");
    CK_RV result = ((CK_RV(*)(CK_ULONG, void *))real->functions[GET_TOKEN_INFO])(slot, info);
    if (result == 0 && has_pad())
        /* CKF_PROTECTED_AUTHENTICATION_PATH; the flags stand behind label, manufacturer, model and serial number */
        *(CK_ULONG *)((CK_BYTE *)info + 96) |= 0x100;
    return result;
}

static CK_RV set_pin(CK_ULONG session, CK_BYTE *old, CK_ULONG old_length, CK_BYTE *new, CK_ULONG new_length) {
    FAIL("C_SetPIN");
    char typed[64], typed_new[64];
    if (has_pad()) {
        if (old || new)
            return 7; /* CKR_ARGUMENTS_BAD */
        setting_of("PAD_PIN", typed);
        setting_of("PAD_NEW", typed_new);
        old = (CK_BYTE *)typed, old_length = strlen(typed);
        new = (CK_BYTE *)typed_new, new_length = strlen(typed_new);
    }
    return ((CK_RV(*)(CK_ULONG, CK_BYTE *, CK_ULONG, CK_BYTE *, CK_ULONG))real->functions[SET_PIN])(
        session, old, old_length, new, new_length);
}

static CK_RV login(CK_ULONG session, CK_ULONG user, CK_BYTE *pin, CK_ULONG length) {
    FAIL("C_Login");
    char typed[64];
    if (has_pad()) {
        if (pin)
            return 7; /* CKR_ARGUMENTS_BAD */
        setting_of("PAD_PIN", typed);
        pin = (CK_BYTE *)typed, length = strlen(typed);
    }
    return ((CK_RV(*)(CK_ULONG, CK_ULONG, CK_BYTE *, CK_ULONG))real->functions[LOGIN])(session, user, pin, length);
}

static CK_RV sign(CK_ULONG session, CK_BYTE *data, CK_ULONG size, CK_BYTE *signature, CK_ULONG *length) {
    FAIL("C_Sign");
    CK_RV result = ((CK_RV(*)(CK_ULONG, CK_BYTE *, CK_ULONG, CK_BYTE *, CK_ULONG *))real->functions[SIGN])(
        session, data, size, signature, length);
    if (result == 0 && signature && fault == 1)
        memset(signature, 0, *length);
    return result;
}

__attribute__((visibility("default"))) CK_RV C_GetFunctionList(function_list **list) {
    void *library = dlopen(getenv("BAD_PKCS11_MODULE"), RTLD_NOW | RTLD_LOCAL);
    CK_RV (*get)(function_list **) = library ? (CK_RV(*)(function_list **))dlsym(library, "C_GetFunctionList") : NULL;
    if (!get)
        return 5; /* CKR_GENERAL_ERROR */
    CK_RV result = get(&real);
    if (result != 0)
        return result;
    ours = *real;
    ours.functions[GET_SLOT_LIST] = (any)get_slot_list;
    ours.functions[GET_TOKEN_INFO] = (any)get_token_info;
    ours.functions[SET_PIN] = (any)set_pin;
    ours.functions[LOGIN] = (any)login;
    ours.functions[SIGN] = (any)sign;
    *list = &ours;
    return 0;
}
