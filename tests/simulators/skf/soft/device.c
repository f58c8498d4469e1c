/* Device management and device authentication (GM/T 0016-2012 §7.1, §7.2). */
#define _GNU_SOURCE
#include "soft_skf.h"

#include <openssl/rand.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static volatile int cancelled;

DEVAPI ULONG SKF_EnumDev(BOOL bPresent, LPSTR szNameList, ULONG *pulSize) {
    (void)bPresent;
    ENTER(NULL);
    ULONG result = names_of_folder(root(), 0, szNameList, pulSize);
    if (fault == FAULT_SIZE)
        *pulSize = 0x7FFFFFFF;
    return result;
}

DEVAPI ULONG SKF_WaitForDevEvent(LPSTR szDevName, ULONG *pulDevNameLen, ULONG *pulEvent) {
    char before[8192] = {0}, now[8192] = {0};
    ULONG size = sizeof before;
    names_of_folder(root(), 0, before, &size);
    for (cancelled = 0; !cancelled; usleep(20000)) {
        size = sizeof now;
        memset(now, 0, sizeof now);
        names_of_folder(root(), 0, now, &size);
        for (int arrived = 0; arrived < 2; arrived++) {
            const char *first = arrived ? now : before, *second = arrived ? before : now;
            for (const char *name = first; *name; name += strlen(name) + 1) {
                const char *other = second;
                while (*other && strcmp(other, name))
                    other += strlen(other) + 1;
                if (!*other) {
                    *pulEvent = arrived ? 1 : 2;
                    return give((const BYTE *)name, strlen(name) + 1, (BYTE *)szDevName, pulDevNameLen);
                }
            }
        }
    }
    return SAR_NOT_EVENTERR;
}

DEVAPI ULONG SKF_CancelWaitForDevEvent(void) {
    cancelled = 1;
    return SAR_OK;
}

DEVAPI ULONG SKF_ConnectDev(LPSTR szName, HANDLE *phDev) {
    ENTER(szName);
    if (!device_present(szName))
        return SAR_DEVICE_REMOVED;
    *phDev = handle_new(DEVICE, NULL, szName, szName);
    return SAR_OK;
}

DEVAPI ULONG SKF_DisConnectDev(HANDLE hDev) {
    ULONG known = handle_check(hDev, DEVICE);
    if (known != SAR_OK)
        return known;
    ENTER(((handle *)hDev)->device);
    handle_close(hDev);
    return SAR_OK;
}

DEVAPI ULONG SKF_GetDevState(LPSTR szDevName, ULONG *pulDevState) {
    ENTER(szDevName);
    *pulDevState = device_present(szDevName) ? 1 : 0;
    return SAR_OK;
}

/* The file "device": manufacturer, label and serial number, one line each. */
static void line_copy(CHAR *field, size_t room, char **text) {
    char *end = strchr(*text, '\n');
    size_t length = end ? (size_t)(end - *text) : strlen(*text);
    memcpy(field, *text, length < room ? length : room);
    *text += end ? length + 1 : length;
}

DEVAPI ULONG SKF_GetDevInfo(HANDLE hDev, DEVINFO *pDevInfo) {
    ENTER_HANDLE(hDev, DEVICE);
    char path[PATH_SIZE], text[256] = {0}, *next = text;
    device_path(path, self->device, "device");
    file_read(path, (BYTE *)text, sizeof text - 1);
    memset(pDevInfo, 0, sizeof *pDevInfo);
    pDevInfo->Version.major = 1;
    line_copy(pDevInfo->Manufacturer, sizeof pDevInfo->Manufacturer, &next);
    line_copy(pDevInfo->Label, sizeof pDevInfo->Label, &next);
    line_copy(pDevInfo->SerialNumber, sizeof pDevInfo->SerialNumber, &next);
    strcpy(pDevInfo->Issuer, "Tests");
    pDevInfo->HWVersion.major = pDevInfo->FirmwareVersion.major = 1;
    pDevInfo->AlgSymCap = SGD_SM4_ECB;
    pDevInfo->AlgAsymCap = 0x00010000 | 0x00020000 | (SGD_SM2_SIGN & 0xFFFF);
    pDevInfo->AlgHashCap = 0x7;
    pDevInfo->DevAuthAlgId = SGD_SM4_ECB;
    pDevInfo->TotalSpace = SPACE;
    pDevInfo->FreeSpace = SPACE;
    pDevInfo->MaxECCBufferSize = 1024;
    pDevInfo->MaxBufferSize = 1024;
    if (fault == FAULT_SIZE)
        memset(pDevInfo, 0xFF, sizeof *pDevInfo);
    return SAR_OK;
}

DEVAPI ULONG SKF_SetLabel(HANDLE hDev, LPSTR szLabel) {
    ENTER_HANDLE(hDev, DEVICE);
    DEVINFO info;
    char path[PATH_SIZE], text[256] = {0}, *next = text, maker[65] = {0}, old[33] = {0}, serial[33] = {0};
    if (strlen(szLabel) > sizeof info.Label)
        return SAR_NAMELENERR;
    device_path(path, self->device, "device");
    file_read(path, (BYTE *)text, sizeof text - 1);
    line_copy(maker, sizeof maker - 1, &next);
    line_copy(old, sizeof old - 1, &next);
    line_copy(serial, sizeof serial - 1, &next);
    char changed[256];
    int length = snprintf(changed, sizeof changed, "%s\n%s\n%s\n", maker, szLabel, serial);
    return file_write(path, (BYTE *)changed, length) ? SAR_OK : SAR_FILEERR;
}

DEVAPI ULONG SKF_LockDev(HANDLE hDev, ULONG ulTimeOut) {
    (void)ulTimeOut;
    ENTER_HANDLE(hDev, DEVICE);
    return SAR_OK;
}

DEVAPI ULONG SKF_UnlockDev(HANDLE hDev) {
    ENTER_HANDLE(hDev, DEVICE);
    return SAR_OK;
}

DEVAPI ULONG SKF_GenRandom(HANDLE hDev, BYTE *pbRandom, ULONG ulRandomLen) {
    ENTER_HANDLE(hDev, DEVICE);
    RAND_bytes(pbRandom, (int)ulRandomLen);
    memset(self->random, 0, sizeof self->random);
    memcpy(self->random, pbRandom, ulRandomLen < 8 ? ulRandomLen : 8);
    return SAR_OK;
}

DEVAPI ULONG SKF_ChangeDevAuthKey(HANDLE hDev, BYTE *pbKeyValue, ULONG ulKeyLen) {
    ENTER_HANDLE(hDev, DEVICE);
    char path[PATH_SIZE];
    if (!self->device_authenticated)
        return SAR_USER_NOT_LOGGED_IN;
    if (ulKeyLen != 16)
        return SAR_INDATALENERR;
    device_path(path, self->device, "authkey");
    return file_write(path, pbKeyValue, ulKeyLen) ? SAR_OK : SAR_FILEERR;
}

/* §8.2.3: the last random number, filled up with zeros, under the device's authentication key. */
DEVAPI ULONG SKF_DevAuth(HANDLE hDev, BYTE *pbAuthData, ULONG ulLen) {
    ENTER_HANDLE(hDev, DEVICE);
    char path[PATH_SIZE];
    BYTE key[16], expected[16];
    device_path(path, self->device, "authkey");
    if (ulLen != 16 || file_read(path, key, 16) != 16)
        return SAR_INDATALENERR;
    sm4_ecb(key, 1, self->random, 16, expected);
    memset(self->random, 0, sizeof self->random);
    self->device_authenticated = memcmp(expected, pbAuthData, 16) == 0;
    return self->device_authenticated ? SAR_OK : SAR_FAIL;
}
